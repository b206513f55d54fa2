package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableWildcard;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/**
 * Random grants that Lake Formation accepts: nobody is granted some columns of a table and the
 * right to change it.
 */
record RandomGrants(RandomWords words, LakeClients clients) {
  private static final List<String> ON_CATALOG =
      List.of("CREATE_DATABASE", "CREATE_CATALOG", "CREATE_LF_TAG", "CREATE_LF_TAG_EXPRESSION");
  private static final List<String> ON_DATABASE =
      List.of("ALL", "ALTER", "CREATE_TABLE", "DESCRIBE", "DROP");
  private static final List<String> ON_TABLE =
      List.of("ALL", "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT");
  private static final List<String> ON_VIEW = List.of("ALL", "DESCRIBE", "DROP", "SELECT");
  private static final List<String> ON_LINK = List.of("DESCRIBE", "DROP");

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
        : Stream.of(toSome(database(name), ON_DATABASE), toSome(allTables(name), ON_TABLE))
            .flatMap(List::stream)
            .toList();
  }

  List<BatchPermissionsRequestEntry> onLocation(String arn) {
    return toSome(
        Resource.builder().dataLocation(d -> d.resourceArn(arn)).build(),
        List.of("DATA_LOCATION_ACCESS"));
  }

  List<BatchPermissionsRequestEntry> onTable(String database, TableInput table) {
    Resource whole = table(database, table.name());
    if (table.targetTable() != null) {
      return toSome(whole, ON_LINK);
    }
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>();
    for (String principal : principals()) {
      switch (words.below(4)) {
        case 0 -> entries.addAll(onNamedColumns(principal, database, table));
        case 1 -> entries.addAll(onOtherColumns(principal, database, table));
        default ->
            entries.add(
                entry(
                    principal,
                    whole,
                    "VIRTUAL_VIEW".equals(table.tableType()) ? ON_VIEW : ON_TABLE));
      }
    }
    return entries;
  }

  /** Some of them also with the grant option, which is listed apart. */
  private List<BatchPermissionsRequestEntry> onNamedColumns(
      String principal, String database, TableInput table) {
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>();
    for (boolean grantable : new boolean[] {false, true}) {
      List<String> columns = words.someOf(columns(table));
      if (!columns.isEmpty()) {
        entries.add(
            select(principal, grantable, columns(database, table).columnNames(columns).build()));
      }
    }
    return entries;
  }

  private List<BatchPermissionsRequestEntry> onOtherColumns(
      String principal, String database, TableInput table) {
    List<String> excluded = words.someOf(columns(table));
    ColumnWildcard others = ColumnWildcard.builder().excludedColumnNames(excluded).build();
    return columns(table).isEmpty() || excluded.isEmpty()
        ? List.of()
        : List.of(
            select(principal, false, columns(database, table).columnWildcard(others).build()));
  }

  private static TableWithColumnsResource.Builder columns(String database, TableInput table) {
    return TableWithColumnsResource.builder().databaseName(database).name(table.name());
  }

  private static List<String> columns(TableInput table) {
    Stream<Column> stored =
        table.storageDescriptor() == null
            ? Stream.of()
            : table.storageDescriptor().columns().stream();
    return Stream.concat(stored, table.partitionKeys().stream()).map(Column::name).toList();
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

  private List<BatchPermissionsRequestEntry> toSome(Resource resource, List<String> accepted) {
    return principals().stream().map(each -> entry(each, resource, accepted)).toList();
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

  /** One, two or nobody, so that most resources have few rows. */
  private List<String> principals() {
    return words.exactly(words.below(3), everybody());
  }

  private List<String> everybody() {
    return Stream.concat(
            Staff.GRANTEES.stream(),
            Stream.of(
                "saml-provider/Corporate:group/Größe & Co", clients.account() + ":IAMPrincipals"))
        .map(clients::principal)
        .toList();
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
