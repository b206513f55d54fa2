package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableWildcard;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/**
 * Random grants that Lake Formation accepts: nobody is granted some columns of a table and the
 * right to change it.
 */
record RandomGrants(RandomWords words, LakeClients clients) {
  private static final List<String> ON_CATALOG =
      List.of(
          "CREATE_DATABASE",
          "CREATE_CATALOG",
          "CREATE_LF_TAG",
          "CREATE_LF_TAG_EXPRESSION",
          "CREATE_RLS_POLICY");
  static final List<String> ON_DATABASE =
      List.of("ALL", "ALTER", "CREATE_TABLE", "DESCRIBE", "DROP");
  static final List<String> ON_TABLE =
      List.of("ALL", "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT");
  private static final List<String> ON_VIEW = List.of("ALL", "DESCRIBE", "DROP", "SELECT");
  private static final List<String> ON_LINK = List.of("DESCRIBE", "DROP");
  private static final List<String> ON_FILTER = List.of("ALL", "DESCRIBE", "DROP", "SELECT");
  private static final List<String> ON_ROW_POLICY =
      List.of("ALTER", "ASSOCIATE", "DESCRIBE", "DROP");
  private static final Set<String> CHANGING = Set.of("ALL", "ALTER", "DELETE", "DROP", "INSERT");

  static Resource database(String name) {
    return Resource.builder().database(d -> d.name(name)).build();
  }

  static Resource table(String database, String name) {
    return Resource.builder().table(t -> t.databaseName(database).name(name)).build();
  }

  static Resource allTables(String database) {
    return Resource.builder()
        .table(t -> t.databaseName(database).tableWildcard(TableWildcard.builder().build()))
        .build();
  }

  List<BatchPermissionsRequestEntry> onCatalog() {
    return toSome(Resource.builder().catalog(c -> {}).build(), ON_CATALOG);
  }

  List<BatchPermissionsRequestEntry> onDatabase(String name, boolean link) {
    return link
        ? toSome(database(name), ON_LINK)
        : Stream.of(
                toSome(database(name), ON_DATABASE),
                toSome(allTables(name), ON_TABLE),
                onCondition(database(name), ON_DATABASE))
            .flatMap(List::stream)
            .toList();
  }

  List<BatchPermissionsRequestEntry> onLocation(String arn) {
    return toSome(
        Resource.builder().dataLocation(d -> d.resourceArn(arn)).build(),
        List.of("DATA_LOCATION_ACCESS"));
  }

  List<BatchPermissionsRequestEntry> onTable(MadeTable table) {
    if (table.isLink()) {
      return toSome(table.resource(), ON_LINK);
    }
    List<String> accepted = table.isView() ? ON_VIEW : ON_TABLE;
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>();
    for (String principal : principals().some()) {
      switch (words.below(4)) {
        case 0 -> entries.addAll(onNamedColumns(principal, table));
        case 1 -> entries.addAll(onOtherColumns(principal, table));
        default -> entries.add(entry(principal, table.resource(), accepted));
      }
    }
    entries.addAll(
        words.once(3) ? onConditionColumns(table) : onCondition(table.resource(), accepted));
    return entries;
  }

  /** Some of them also with the grant option, which is listed apart. */
  private List<BatchPermissionsRequestEntry> onNamedColumns(String principal, MadeTable table) {
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>(mayDescribe(principal, table));
    for (boolean grantable : new boolean[] {false, true}) {
      List<String> columns = words.someOf(table.columns());
      if (!columns.isEmpty()) {
        entries.add(select(principal, grantable, table.columnsOf().columnNames(columns).build()));
      }
    }
    return entries;
  }

  private List<BatchPermissionsRequestEntry> onOtherColumns(String principal, MadeTable table) {
    List<String> excluded = words.someOf(table.columns());
    if (excluded.isEmpty()) {
      return List.of();
    }
    ColumnWildcard others = ColumnWildcard.builder().excludedColumnNames(excluded).build();
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>(mayDescribe(principal, table));
    entries.add(select(principal, false, table.columnsOf().columnWildcard(others).build()));
    return entries;
  }

  /** The one right to a table that goes together with some of its columns (aws-facts 21). */
  private List<BatchPermissionsRequestEntry> mayDescribe(String principal, MadeTable table) {
    return words.once(2)
        ? List.of()
        : List.of(entry(principal, table.resource(), List.of("DESCRIBE")));
  }

  private BatchPermissionsRequestEntry select(
      String principal, boolean grantable, TableWithColumnsResource columns) {
    return BatchPermissionsRequestEntry.builder()
        .principal(p -> p.dataLakePrincipalIdentifier(principal))
        .resource(r -> r.tableWithColumns(columns))
        .permissionsWithStrings("SELECT")
        .permissionsWithGrantOptionWithStrings(grantable ? List.of("SELECT") : List.of())
        .build();
  }

  /**
   * Sometimes to nobody.
   *
   * @param others what is granted beside it: who may change the filter's table, or sees only some
   *     of its columns, gets no filter
   */
  List<BatchPermissionsRequestEntry> onFilter(
      Resource filter, MadeTable table, List<BatchPermissionsRequestEntry> others) {
    Set<DataLakePrincipal> without = new HashSet<>();
    others.stream()
        .filter(entry -> mayChange(entry, table) || seesSome(entry, table))
        .forEach(entry -> without.add(entry.principal()));
    return Stream.concat(
            toSome(filter, ON_FILTER).stream(), onCondition(filter, ON_FILTER).stream())
        .filter(entry -> !without.contains(entry.principal()))
        .toList();
  }

  private static boolean mayChange(BatchPermissionsRequestEntry entry, MadeTable table) {
    return entry.resource().equals(table.resource())
        && entry.permissionsAsStrings().stream().anyMatch(CHANGING::contains);
  }

  private static boolean seesSome(BatchPermissionsRequestEntry entry, MadeTable table) {
    TableWithColumnsResource columns = entry.resource().tableWithColumns();
    return columns != null
        && columns.databaseName().equals(table.database())
        && columns.name().equals(table.name());
  }

  List<BatchPermissionsRequestEntry> onRowPolicy(String name) {
    return toSome(Resource.builder().rlsPolicy(p -> p.name(name)).build(), ON_ROW_POLICY);
  }

  /**
   * Sometimes to those whom a condition picks; never with the grant option. AWS takes conditions
   * with databases, tables and filters, not with tag policies (LFDOC abac-considerations).
   */
  private List<BatchPermissionsRequestEntry> onCondition(Resource resource, List<String> accepted) {
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>();
    for (int count = words.once(4) ? 1 + words.below(2) : 0; count > 0; count--) {
      entries.add(under(words.condition(), entry(principals().allOfIam(), resource, accepted)));
    }
    return entries;
  }

  private List<BatchPermissionsRequestEntry> onConditionColumns(MadeTable table) {
    String principal = principals().allOfIam();
    List<BatchPermissionsRequestEntry> columns =
        words.once(2) ? onNamedColumns(principal, table) : onOtherColumns(principal, table);
    String condition = words.condition();
    return columns.stream().map(entry -> under(condition, entry)).toList();
  }

  private static BatchPermissionsRequestEntry under(
      String condition, BatchPermissionsRequestEntry entry) {
    return entry.toBuilder()
        .permissionsWithGrantOptionWithStrings()
        .condition(c -> c.expression(condition))
        .build();
  }

  List<BatchPermissionsRequestEntry> toSome(Resource resource, List<String> accepted) {
    return principals().some().stream().map(each -> entry(each, resource, accepted)).toList();
  }

  private BatchPermissionsRequestEntry entry(
      String principal, Resource resource, List<String> accepted) {
    List<String> permissions = words.exactly(1 + words.below(accepted.size()), accepted);
    List<String> grantable = words.once(2) ? List.of() : words.someOf(permissions);
    return BatchPermissionsRequestEntry.builder()
        .principal(p -> p.dataLakePrincipalIdentifier(principal))
        .resource(resource)
        .permissionsWithStrings(permissions)
        .permissionsWithGrantOptionWithStrings(grantable)
        .build();
  }

  private RandomPrincipals principals() {
    return new RandomPrincipals(words, clients);
  }

  /** ALL to the group that leaves an object to IAM. */
  static BatchPermissionsRequestEntry open(Resource resource) {
    return BatchPermissionsRequestEntry.builder()
        .principal(p -> p.dataLakePrincipalIdentifier(Permissions.IAM))
        .resource(resource)
        .permissionsWithStrings("ALL")
        .build();
  }

  /** The right to create databases, for whoever IAM allows it. */
  static BatchPermissionsRequestEntry openCatalog() {
    return open(Resource.builder().catalog(c -> {}).build()).toBuilder()
        .permissionsWithStrings("CREATE_DATABASE")
        .build();
  }
}
