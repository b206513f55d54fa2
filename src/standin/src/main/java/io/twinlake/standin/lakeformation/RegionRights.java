package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Catalog;
import io.twinlake.standin.region.Rights;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Caller;
import io.twinlake.standin.wire.PojoJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Who may do what in the catalog (aws-facts 4, 6, 21, 23, 26). */
final class RegionRights implements Rights {
  private final Settings settings;
  private final Holdings holdings;
  private final Locations locations;
  private final Tags tags;
  private final Filters filters;
  private final OptIns optIns;
  private final Attachments attachments;
  private final ColumnRights columnRights;

  RegionRights(
      Settings settings,
      Holdings holdings,
      Locations locations,
      Tags tags,
      Filters filters,
      OptIns optIns,
      Attachments attachments,
      Catalog catalog) {
    this.settings = settings;
    this.holdings = holdings;
    this.locations = locations;
    this.tags = tags;
    this.filters = filters;
    this.optIns = optIns;
    this.attachments = attachments;
    this.columnRights = new ColumnRights(holdings, filters, catalog);
  }

  @Override
  public List<PrincipalPermissions> tableDefaults() {
    return settings.tableDefaults().stream().map(RegionRights::forGlue).toList();
  }

  @Override
  public void databaseCreated(Caller creator, String database) {
    holdings.creators.add(Place.database(database), creator.principal());
    List<PrincipalPermissions> defaults =
        settings.databaseDefaults().stream().map(RegionRights::forGlue).toList();
    grant(creator, holdings.database(database), defaults);
  }

  @Override
  public void tableCreated(
      Caller creator, String database, String table, List<PrincipalPermissions> defaults) {
    holdings.creators.add(Place.table(database, table), creator.principal());
    grant(creator, holdings.table(database, table), defaults);
  }

  private void grant(Caller creator, Resource resource, List<PrincipalPermissions> defaults) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    for (PrincipalPermissions each : defaults) {
      holdings.rows.grant(
          List.of(
              new Row(
                  each.principal().dataLakePrincipalIdentifier(),
                  resource,
                  null,
                  new TreeSet<>(each.permissionsAsStrings()),
                  Set.of(),
                  now,
                  creator.principal())));
    }
  }

  private static PrincipalPermissions forGlue(
      software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions permissions) {
    return PojoJson.decode(PojoJson.encode(permissions), PrincipalPermissions.builder());
  }

  @Override
  public void databaseDeleted(String database) {
    forget(Place.database(database));
    tags.databaseDeleted(database);
  }

  @Override
  public void tableDeleted(String database, String table) {
    forget(Place.table(database, table));
    tags.tableDeleted(database, table);
  }

  /**
   * Recreating an object of the same name brings no permission back (AWS Lake Formation developer
   * guide, granting-catalog-permissions).
   */
  private void forget(Place place) {
    holdings.rows.removeBelow(place);
    holdings.creators.removeBelow(place);
    filters.removeBelow(place);
    optIns.removeBelow(place);
    attachments.removeBelow(place);
  }

  @Override
  public void requireOnCatalog(Caller caller, String permission) {
    boolean iam =
        holdings.rows.at(Place.CATALOG).values().stream()
            .filter(row -> row.principal().equals(Names.IAM_ALLOWED_PRINCIPALS))
            .anyMatch(row -> row.permissions().contains(permission));
    if (!iam
        && !settings.isAdmin(caller.principal())
        && !Holdings.permissions(holdings.mine(caller.principal(), holdings.at(Place.CATALOG)))
            .contains(permission)) {
      throw Authority.insufficient(permission, "Catalog");
    }
  }

  @Override
  public void requireOnNestedCatalog(Caller caller, String permission, String id) {
    Set<String> held =
        Holdings.permissions(
            holdings.mine(caller.principal(), holdings.at(Place.nestedCatalog(id))));
    if (!settings.isAdmin(caller.principal())
        && !held.contains(permission)
        && !held.contains(Names.SUPER_USER)) {
      throw Authority.insufficient(permission, id);
    }
  }

  @Override
  public boolean mayDescribeNestedCatalog(Caller caller, String id) {
    return settings.seesAll(caller.principal())
        || holdings
            .mine(caller.principal(), holdings.at(Place.nestedCatalog(id)))
            .findAny()
            .isPresent();
  }

  @Override
  public void nestedCatalogDeleted(String id) {
    forget(Place.nestedCatalog(id));
  }

  @Override
  public void requireOnDatabase(Caller caller, String permission, String database) {
    boolean allowed =
        switch (permission) {
          case Names.DESCRIBE -> mayDescribeDatabase(caller, database);
          case "CREATE_TABLE" -> settings.isAdmin(caller.principal());
          default -> false;
        };
    if (!allowed
        && !open(caller, Place.database(database))
        && !Holdings.permissions(holdings.onDatabase(caller.principal(), database))
            .contains(permission)) {
      throw Authority.insufficient(permission, database);
    }
  }

  @Override
  public void requireOnTable(Caller caller, String permission, String database, String table) {
    boolean allowed =
        permission.equals(Names.DESCRIBE) && mayDescribeTable(caller, database, table);
    // On a view there is no ALTER: whoever holds Super may change it (aws-facts 21).
    if (!allowed
        && !open(caller, database, table)
        && Collections.disjoint(
            columnRights.onWholeTable(caller.principal(), database, table),
            Set.of(permission, Names.ALL))) {
      throw Authority.insufficient(permission, table);
    }
  }

  @Override
  public void requireDataLocation(Caller caller, String uri) {
    Optional<String> arn = Locations.arn(uri).filter(path -> locations.over(path).isPresent());
    if (arn.isPresent()
        && !settings.isAdmin(caller.principal())
        && holdings
            .mine(caller.principal(), holdings.below(Place.ALL_LOCATIONS))
            .filter(row -> row.permissions().contains("DATA_LOCATION_ACCESS"))
            .map(row -> row.resource().dataLocation().resourceArn())
            .noneMatch(granted -> Locations.covers(granted, arn.get()))) {
      throw AwsError.accessDenied("Insufficient Lake Formation permission(s) on " + uri);
    }
  }

  @Override
  public boolean mayDescribeDatabase(Caller caller, String database) {
    Place place = Place.database(database);
    return settings.seesAll(caller.principal())
        || open(caller, place)
        || holdings.onDatabase(caller.principal(), database).findAny().isPresent()
        || holdings.mine(caller.principal(), holdings.below(place)).findAny().isPresent();
  }

  @Override
  public boolean mayDescribeTable(Caller caller, String database, String table) {
    return settings.seesAll(caller.principal())
        || open(caller, database, table)
        || holdings
            .onTable(caller.principal(), database, table)
            .anyMatch(row -> !row.permissions().isEmpty());
  }

  @Override
  public Optional<Set<String>> visibleColumns(Caller caller, String database, String table) {
    if (settings.seesAll(caller.principal()) || open(caller, database, table)) {
      return Optional.empty();
    }
    return columnRights.visible(caller.principal(), database, table);
  }

  @Override
  public boolean maySelectAllColumns(Caller caller, String database, String table) {
    return open(caller, database, table)
        || columnRights.onWholeTable(caller.principal(), database, table).contains(Names.SELECT);
  }

  @Override
  public boolean isOpen(String database, String table) {
    return table.isEmpty()
        ? holdings.open(Place.database(database))
        : holdings.open(Place.table(database, table), Place.allTables(database));
  }

  @Override
  public boolean maySelectAndGrant(String principal, String database, String table) {
    return columnRights.grantableOnWholeTable(principal, database, table).contains(Names.SELECT);
  }

  @Override
  public boolean mayCreateTables(String principal, String database) {
    return settings.isAdmin(principal)
        || Holdings.permissions(holdings.onDatabase(principal, database)).contains("CREATE_TABLE");
  }

  @Override
  public boolean isRegistered(String uri) {
    return Locations.arn(uri).flatMap(locations::over).isPresent();
  }

  @Override
  public Optional<String> defaultRowPolicy(String database, String table) {
    return attachments
        .defaultOn(holdings.table(database, table))
        .map(RLSPolicyAttachment::policyName);
  }

  private boolean open(Caller caller, String database, String table) {
    return open(caller, Place.table(database, table), Place.allTables(database));
  }

  /** IAM alone decides, unless the caller has opted in to Lake Formation there. */
  private boolean open(Caller caller, Place... places) {
    return holdings.open(places) && !optIns.isOptedIn(caller.principal(), places);
  }
}
