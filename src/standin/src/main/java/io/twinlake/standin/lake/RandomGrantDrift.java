package io.twinlake.standin.lake;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;

/** Changes of grants, opt-ins and of what is open from the start. */
record RandomGrantDrift(RandomWords words, LakeClients clients) {
  List<Runnable> changes() {
    return List.of(
        this::grant,
        this::grant,
        this::revoke,
        this::revoke,
        this::addOption,
        this::optIn,
        this::optOut,
        this::reopen);
  }

  private Present present() {
    return new Present(words, clients);
  }

  /** To somebody who holds nothing there yet, since not every two grants go together. */
  private void grant() {
    present().any(present().madeTables()).ifPresent(this::grant);
  }

  private void grant(MadeTable table) {
    List<PrincipalResourcePermissions> held = present().rows().toList();
    new Permissions(clients)
        .grant(
            new RandomGrants(words, clients)
                .onTable(table).stream()
                    .filter(entry -> held.stream().noneMatch(row -> isOn(row, table, entry)))
                    .toList());
  }

  private static boolean isOn(
      PrincipalResourcePermissions row, MadeTable table, BatchPermissionsRequestEntry entry) {
    String text = row.resource().toString();
    return row.principal().equals(entry.principal())
        && text.contains("Name=" + table.name())
        && text.contains("DatabaseName=" + table.database());
  }

  private void revoke() {
    present()
        .any(present().rows().filter(this::isRevocable))
        .ifPresent(row -> new Permissions(clients).revoke(entry(row)));
  }

  /** A creator's own rights stay. */
  private boolean isRevocable(PrincipalResourcePermissions row) {
    String principal = row.principal().dataLakePrincipalIdentifier();
    return principal.equals(Permissions.IAM)
        || new RandomPrincipals(words, clients).everybody().contains(principal);
  }

  private static BatchPermissionsRequestEntry entry(PrincipalResourcePermissions row) {
    return BatchPermissionsRequestEntry.builder()
        .principal(row.principal())
        .resource(asked(row.resource()))
        .permissionsWithStrings(row.permissionsAsStrings())
        .permissionsWithGrantOptionWithStrings(row.permissionsWithGrantOptionAsStrings())
        .condition(row.condition())
        .build();
  }

  /** All tables are listed under a name that is not accepted (aws-facts 21). */
  private static Resource asked(Resource listed) {
    TableResource table = listed.table();
    if (table != null && table.tableWildcard() != null) {
      return RandomGrants.allTables(table.databaseName());
    }
    return listed.tableWithColumns() != null
            && listed.tableWithColumns().name().equals("ALL_TABLES")
        ? RandomGrants.allTables(listed.tableWithColumns().databaseName())
        : listed;
  }

  private void addOption() {
    present()
        .any(present().rows().filter(this::mayPassOn))
        .map(RandomGrantDrift::entry)
        .ifPresent(
            entry ->
                new Permissions(clients)
                    .grant(
                        List.of(
                            entry.toBuilder()
                                .permissionsWithGrantOptionWithStrings(entry.permissionsAsStrings())
                                .build())));
  }

  /** Not under a condition, nor with all columns but some (aws-facts 21). */
  private boolean mayPassOn(PrincipalResourcePermissions row) {
    ColumnWildcard wildcard =
        row.resource().tableWithColumns() == null
            ? null
            : row.resource().tableWithColumns().columnWildcard();
    return isRevocable(row)
        && !row.principal().dataLakePrincipalIdentifier().equals(Permissions.IAM)
        && !row.permissions().isEmpty()
        && row.condition() == null
        && (wildcard == null || wildcard.excludedColumnNames().isEmpty());
  }

  private void optIn() {
    present()
        .any(
            Stream.concat(
                present().ownDatabases().map(each -> RandomGrants.database(each.name())),
                present().madeTables().map(MadeTable::resource)))
        .ifPresent(new RandomOptIns(words, clients)::create);
  }

  private void optOut() {
    present()
        .any(present().optIns())
        .ifPresent(
            each ->
                clients
                    .lakeFormation()
                    .deleteLakeFormationOptIn(
                        r ->
                            r.resource(each.resource())
                                .principal(each.principal())
                                .condition(each.condition())));
  }

  private void reopen() {
    new Settings(clients).open(words.once(2), words.once(2));
  }
}
