package io.twinlake.command.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.Condition;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilterResource;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.LFTagKeyResource;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/** Works out what one principal may do in a region. */
final class Evaluation {
  private static final String ALL = "ALL";
  private static final String SELECT = "SELECT";
  private static final List<String> ALL_ON_DATABASE =
      List.of(ALL, "ALTER", "CREATE_TABLE", "DESCRIBE", "DROP");
  private static final List<String> ALL_ON_TABLE =
      List.of(ALL, "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", SELECT);
  private static final List<String> ALL_ON_FILTER = List.of(ALL, "DESCRIBE", "DROP", SELECT);

  private final Region region;
  private final Who who;
  private final Policies policies;
  private final OptIns optIns;
  private final Held held = new Held();

  private Evaluation(Region region, Reading reading, Who who) {
    this.region = region;
    this.who = who;
    this.policies = new Policies(region, who, reading);
    this.optIns = OptIns.of(region, who);
  }

  static Held of(Region region, Reading reading, Who who) {
    Evaluation evaluation = new Evaluation(region, reading, who);
    region.rows().forEach(evaluation::add);
    evaluation.addDataLeftToIam();
    evaluation.addSettings();
    return evaluation.held;
  }

  /** One permission of a row. */
  private record Given(String permission, boolean grant, boolean toEveryone, When when) {
    Stream<Given> each(List<String> members) {
      return permission.equals(ALL)
          ? members.stream().map(member -> new Given(member, grant, toEveryone, when))
          : Stream.of(this);
    }

    boolean isSelect() {
      return permission.equals(SELECT);
    }
  }

  private void add(PrincipalResourcePermissions row) {
    boolean toEveryone = row.principal().dataLakePrincipalIdentifier().equals(Who.EVERYONE);
    if (toEveryone || who.is(row.principal())) {
      When when = when(row.condition());
      row.permissionsAsStrings()
          .forEach(p -> add(row.resource(), new Given(p, false, toEveryone, when)));
      row.permissionsWithGrantOptionAsStrings()
          .forEach(p -> add(row.resource(), new Given(p, true, toEveryone, when)));
    }
  }

  private static When when(@org.jspecify.annotations.Nullable Condition condition) {
    return condition == null || condition.expression() == null
        ? When.ALWAYS
        : When.only(condition.expression());
  }

  private void add(Resource resource, Given given) {
    if (resource.database() != null) {
      Thing database = Thing.database(Thing.fold(resource.database().name()));
      given.each(ALL_ON_DATABASE).forEach(each -> give(each, database, Rows.ALL));
    } else if (resource.table() != null) {
      given.each(ALL_ON_TABLE).forEach(each -> onTable(resource.table(), each));
    } else if (resource.tableWithColumns() != null) {
      onColumns(resource.tableWithColumns(), given);
    } else if (resource.dataCellsFilter() != null) {
      given.each(ALL_ON_FILTER).forEach(each -> onFilter(resource.dataCellsFilter(), each));
    } else if (resource.lfTagPolicy() != null) {
      onPolicy(resource.lfTagPolicy(), given);
    } else if (resource.lfTag() != null) {
      onTag(resource.lfTag(), given);
    } else {
      give(given, other(resource), Rows.ALL);
    }
  }

  private static Thing other(Resource resource) {
    if (resource.catalog() != null) {
      String id = resource.catalog().id();
      return id == null || id.matches("\\d{12}") ? Thing.of("catalog") : Thing.of("catalog", id);
    }
    if (resource.dataLocation() != null) {
      return Thing.of("location", Locations.path(resource.dataLocation().resourceArn()));
    }
    if (resource.lfTagExpression() != null) {
      return Thing.of("LF-tag expression", resource.lfTagExpression().name());
    }
    return resource.rlsPolicy() != null
        ? Thing.of("RLS policy", Thing.fold(resource.rlsPolicy().name()))
        : Thing.of("unknown", resource.toString());
  }

  private void onTable(TableResource table, Given given) {
    String database = Thing.fold(table.databaseName());
    if (table.tableWildcard() != null) {
      onAllTables(database, given);
    } else {
      onTable(Thing.table(database, Thing.fold(table.name())), given);
    }
  }

  private void onTable(Thing table, Given given) {
    if (given.isSelect()) {
      select(given, table, column -> true, Rows.ALL);
    } else {
      give(given, table, Rows.ALL);
    }
  }

  private void onAllTables(String database, Given given) {
    reach(given, Thing.allTables(database), Expression.NOTHING);
    region.catalog().in(database).keySet().forEach(t -> onTable(Thing.table(database, t), given));
  }

  private void onColumns(TableWithColumnsResource columns, Given given) {
    String database = Thing.fold(columns.databaseName());
    if (columns.name().equals("ALL_TABLES")) {
      onAllTables(database, given);
    } else {
      Thing table = Thing.table(database, Thing.fold(columns.name()));
      Predicate<String> chosen =
          columns.hasColumnNames()
              ? names(columns.columnNames())
              : names(columns.columnWildcard().excludedColumnNames()).negate();
      given.each(List.of(SELECT)).forEach(each -> select(each, table, chosen, Rows.ALL));
    }
  }

  private static Predicate<String> names(List<String> names) {
    return names.stream().map(Thing::fold).toList()::contains;
  }

  private void onFilter(DataCellsFilterResource named, Given given) {
    String database = Thing.fold(named.databaseName());
    Thing table = Thing.table(database, Thing.fold(named.tableName()));
    give(given, Thing.of("filter", database, table.path().get(1), named.name()), Rows.ALL);
    if (given.isSelect()) {
      region.filters().stream()
          .filter(filter -> table.equals(tableOf(filter)) && filter.name().equals(named.name()))
          .forEach(filter -> select(given, table, columns(filter), rows(filter)));
    }
  }

  private static Thing tableOf(DataCellsFilter filter) {
    return Thing.table(Thing.fold(filter.databaseName()), Thing.fold(filter.tableName()));
  }

  private static Predicate<String> columns(DataCellsFilter filter) {
    if (filter.hasColumnNames() && !filter.columnNames().isEmpty()) {
      return names(filter.columnNames());
    }
    return filter.columnWildcard() == null
        ? column -> true
        : names(filter.columnWildcard().excludedColumnNames()).negate();
  }

  /** All rows are listed as the expression TRUE, too (aws-facts 19). */
  private static Rows rows(DataCellsFilter filter) {
    boolean all =
        filter.rowFilter() == null
            || filter.rowFilter().allRowsWildcard() != null
            || filter.rowFilter().filterExpression() == null
            || filter.rowFilter().filterExpression().equalsIgnoreCase("TRUE");
    return all ? Rows.ALL : Rows.where(filter.rowFilter().filterExpression());
  }

  private void onTag(LFTagKeyResource tag, Given given) {
    List<String> values = tag.tagValues().isEmpty() ? List.of(Thing.ANY) : tag.tagValues();
    values.forEach(
        value ->
            give(given, Thing.of("LF-tag", Thing.fold(tag.tagKey()), Thing.fold(value)), Rows.ALL));
  }

  private void onPolicy(LFTagPolicyResource policy, Given given) {
    Expression expression = region.expression(policy);
    if ("DATABASE".equals(policy.resourceTypeAsString())) {
      given.each(ALL_ON_DATABASE).forEach(each -> onDatabases(expression, each));
    } else {
      given.each(ALL_ON_TABLE).forEach(each -> onTables(expression, each));
    }
  }

  private void onDatabases(Expression expression, Given given) {
    reach(given, Thing.of("databases with", expression.toString()), expression);
    region.catalog().tables().keySet().stream()
        .map(Thing::database)
        .filter(database -> expression.matches(region.tags().effective(database.path())))
        .forEach(database -> give(given, database, Rows.ALL));
  }

  private void onTables(Expression expression, Given given) {
    reach(given, Thing.of("tables with", expression.toString()), expression);
    region
        .catalog()
        .tables()
        .forEach(
            (database, tables) ->
                tables.forEach(
                    (name, shape) -> {
                      if (!shape.link()) {
                        onTaggedTable(expression, Thing.table(database, name), given);
                      }
                    }));
  }

  private void onTaggedTable(Expression expression, Thing table, Given given) {
    if (given.isSelect()) {
      select(
          given,
          table,
          name -> expression.matches(region.tags().effective(Thing.column(table, name).path())),
          Rows.ALL);
    } else if (expression.matches(region.tags().effective(table.path()))) {
      give(given, table, Rows.ALL);
    }
  }

  private void select(Given given, Thing table, Predicate<String> columns, Rows rows) {
    List<Rows> left =
        given.grant() || given.toEveryone() ? List.of(Rows.ALL) : policies.left(table);
    Catalog.Shape shape = region.catalog().table(table);
    Stream.concat(Stream.of(Thing.ANY), shape == null ? Stream.of() : shape.columns().stream())
        .filter(columns)
        .forEach(
            name -> left.forEach(part -> give(given, Thing.column(table, name), rows.cut(part))));
  }

  /** IAM decides only about what the principal did not opt in to (aws-facts 23, 24). */
  private void give(Given given, Thing thing, Rows rows) {
    when(given, thing)
        .ifPresent(when -> held.add(atom(thing, given.permission(), given.grant(), rows, when)));
  }

  private void reach(Given given, Thing thing, Expression expression) {
    when(given, thing)
        .map(when -> atom(thing, given.permission(), given.grant(), Rows.ALL, when))
        .ifPresent(atom -> held.add(new Held.Reach(atom, expression)));
  }

  private Optional<When> when(Given given, Thing thing) {
    return given.toEveryone() ? optIns.open(thing) : Optional.of(given.when());
  }

  private Atom atom(Thing thing, String permission, boolean grant, Rows rows, When when) {
    return new Atom(who.principal(), thing, permission, grant, rows, when);
  }

  /** Whoever reaches a table at all reads all of its data where IAM alone governs that. */
  private void addDataLeftToIam() {
    held.all().stream()
        .map(Atom::thing)
        .filter(Thing::isInTable)
        .map(Thing::tableOf)
        .distinct()
        .forEach(table -> leftToIam(table).ifPresent(when -> byIam(table, when)));
  }

  private void byIam(Thing table, When when) {
    held.add(atom(table, Access.BY_IAM, false, Rows.ALL, when));
  }

  private Optional<When> leftToIam(Thing table) {
    Catalog.Shape shape = region.catalog().table(table);
    if (shape == null || shape.location().isEmpty()) {
      return Optional.empty();
    }
    return switch (region.locations().rule(shape.location())) {
      case LAKE_FORMATION -> Optional.empty();
      case HYBRID -> optIns.open(table);
      case IAM -> Optional.of(When.ALWAYS);
    };
  }

  private void addSettings() {
    addSetting(region.settings().dataLakeAdmins(), "administer");
    addSetting(region.settings().readOnlyAdmins(), "see everything");
    addSetting(region.settings().externalDataFilteringAllowList(), "filter data itself");
    if (Boolean.TRUE.equals(region.settings().allowFullTableExternalDataAccess())) {
      held.add(atom(Access.SETTINGS, "take whole tables out", false, Rows.ALL, When.ALWAYS));
    }
  }

  private void addSetting(List<DataLakePrincipal> chosen, String permission) {
    if (chosen.stream().anyMatch(who::is)) {
      held.add(atom(Access.SETTINGS, permission, false, Rows.ALL, When.ALWAYS));
    }
  }

  /** Those whom a region's state names. */
  static Stream<String> named(Region region) {
    return Stream.of(
            region.rows().stream().map(PrincipalResourcePermissions::principal),
            region.optIns().stream().map(info -> info.principal()),
            region.attachments().stream().map(each -> each.principal()),
            region.settings().dataLakeAdmins().stream(),
            region.settings().readOnlyAdmins().stream(),
            region.settings().externalDataFilteringAllowList().stream())
        .flatMap(each -> each)
        .filter(principal -> principal != null)
        .map(DataLakePrincipal::dataLakePrincipalIdentifier)
        .filter(name -> !Who.isGroup(name));
  }

  static final List<Who> UNNAMED = List.of(Who.ANY_IAM_PRINCIPAL, Who.ANYBODY);
}
