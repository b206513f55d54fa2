package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Catalog;
import io.twinlake.standin.region.Principals;
import io.twinlake.standin.region.Rights;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Caller;
import io.twinlake.standin.wire.Operations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;
import software.amazon.awssdk.services.lakeformation.model.AddLfTagsToResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.BatchGrantPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.BatchRevokePermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.CatalogResource;
import software.amazon.awssdk.services.lakeformation.model.CreateDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationOptInRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateLfTagExpressionRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationOptInRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLfTagExpressionRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.DeregisterResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.DeregisterResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.DescribeResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.GetDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.GetDataLakePrincipalRequest;
import software.amazon.awssdk.services.lakeformation.model.GetDataLakePrincipalResponse;
import software.amazon.awssdk.services.lakeformation.model.GetDataLakeSettingsRequest;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagExpressionRequest;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsRequest;
import software.amazon.awssdk.services.lakeformation.model.GrantPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.ListLakeFormationOptInsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListLfTagExpressionsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListLfTagsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListResourcesRequest;
import software.amazon.awssdk.services.lakeformation.model.PutDataLakeSettingsRequest;
import software.amazon.awssdk.services.lakeformation.model.PutDataLakeSettingsResponse;
import software.amazon.awssdk.services.lakeformation.model.RegisterResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.RegisterResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.RemoveLfTagsFromResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.RevokePermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagExpressionRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateResourceResponse;

/** Lake Formation of one account in one region. */
public final class LakeFormationService implements Rights {
  private final LateCatalog catalog = new LateCatalog();
  private final Pages pages = new Pages();
  private final InFlight inFlight = new InFlight();
  private final Expressions expressions = new Expressions();
  private final Filters filters = new Filters();
  private final Tags tags = new Tags(expressions);
  private final RowPolicies rowPolicies = new RowPolicies();
  private final Attachments attachments = new Attachments();
  private final Readings readings = new Readings();
  private final Quotas quotas = new Quotas();
  private final CatalogId catalogId;
  private final Canonical canonical;
  private final Holdings holdings;
  private final Grantees grantees;
  private final Settings settings;
  private final Locations locations;
  private final Authority authority;
  private final Existence existence;
  private final OptIns optIns;
  private final IdentityCenter identityCenter;
  private final MoreRows moreRows;
  private final Rights rights;

  public LakeFormationService(String account, String region, Principals principals) {
    catalogId = new CatalogId(account);
    canonical = new Canonical(catalogId, tags, rowPolicies, readings);
    holdings = new Holdings(catalogId, tags, catalog);
    grantees = new Grantees(account, principals);
    settings = new Settings(catalogId, grantees, quotas, readings);
    locations = new Locations(account, principals);
    authority = new Authority(settings, holdings, readings);
    existence = new Existence(catalog, locations, tags, expressions, filters, rowPolicies);
    optIns = new OptIns(settings, grantees, canonical, existence, inFlight, pages);
    identityCenter = new IdentityCenter(catalogId, region, settings, inFlight);
    moreRows = new MoreRows(settings);
    rights =
        new RegionRights(
            settings, holdings, locations, tags, filters, optIns, attachments, catalog);
    holdings.rows.grant(List.of(iamMayCreateDatabases()));
  }

  /** A fresh region lets IAM alone decide about new databases, too (aws-facts 6). */
  private Row iamMayCreateDatabases() {
    return new Row(
        Names.IAM_ALLOWED_PRINCIPALS,
        canonical.of(Resource.builder().catalog(CatalogResource.builder().build()).build()),
        null,
        Set.of("CREATE_DATABASE"),
        Set.of(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        "arn:aws:iam::" + catalogId.account() + ":root");
  }

  public void attach(Catalog attached) {
    catalog.attach(attached);
  }

  public LakeFormationService paging(Paging how) {
    pages.paging(how);
    return this;
  }

  /** How long a write keeps its resource; another write on it then fails, as on AWS. */
  public LakeFormationService writeLatency(Duration latency) {
    inFlight.latency(latency);
    return this;
  }

  /** Whether the region has row-level security; without, it does not know the operations. */
  public LakeFormationService supportsRowPolicies(boolean supports) {
    readings.supportsRowPolicies = supports;
    return this;
  }

  /**
   * Whether read-only admins see row-level-security policies and attachments that nobody granted
   * them: AWS documents it of data lake admins only (aws-facts 26).
   */
  public LakeFormationService readOnlyAdminsSeeRowPolicies(boolean see) {
    readings.readOnlyAdminsSeeRowPolicies = see;
    return this;
  }

  /** Whether ListDataCellsFilter answers without a table at all (aws-facts 19). */
  public LakeFormationService listsFiltersOfAllTables(boolean lists) {
    readings.listsFiltersOfAllTables = lists;
    return this;
  }

  /**
   * Whether grants on data cells filters are among all rows of ListPermissions, or come with their
   * table and IncludeRelated alone (aws-facts 20).
   */
  public LakeFormationService listsFilterGrantsUnfiltered(boolean lists) {
    readings.listsFilterGrantsUnfiltered = lists;
    return this;
  }

  /** Makes ListPermissions show a row that the SDK may not know, without any filter. */
  public LakeFormationService listAlso(String rowJson) {
    moreRows.add(rowJson);
    return this;
  }

  /**
   * Makes the region take grants on resources of a kind that the SDK does not know, and list them
   * as {@link #listAlso}.
   */
  public LakeFormationService knowsResource(String kind) {
    moreRows.know(kind);
    return this;
  }

  /** Whether parameter SET_CONTEXT, which is always answered, may be put (aws-facts 16). */
  public LakeFormationService takesSetContext(boolean takes) {
    readings.takesSetContext = takes;
    return this;
  }

  /** How many of something there may be from now on. */
  public LakeFormationService quota(Quota quota, int most) {
    quotas.set(quota, most);
    return this;
  }

  public Operations operations() {
    Operations operations = new Operations();
    settings(operations);
    locations(operations);
    permissions(operations);
    tags(operations);
    expressions(operations);
    filters(operations);
    rowPolicies(operations);
    identityCenter.addTo(operations);
    return operations;
  }

  private void settings(Operations operations) {
    operations
        .on("GetDataLakeSettings", GetDataLakeSettingsRequest::builder, settings::get)
        .on("GetDataLakePrincipal", GetDataLakePrincipalRequest::builder, this::principal)
        .<PutDataLakeSettingsRequest, PutDataLakeSettingsResponse>on(
            "PutDataLakeSettings",
            PutDataLakeSettingsRequest::builder,
            (call, request) -> inFlight.alone(Place.SETTINGS, () -> settings.put(call, request)));
  }

  private GetDataLakePrincipalResponse principal(Call call, GetDataLakePrincipalRequest request) {
    return GetDataLakePrincipalResponse.builder().identity(call.caller().principal()).build();
  }

  private void locations(Operations operations) {
    operations
        .on("DescribeResource", DescribeResourceRequest::builder, locations::describe)
        .on(
            "ListResources",
            ListResourcesRequest::builder,
            new LocationListing(locations, pages)::list)
        .<RegisterResourceRequest, RegisterResourceResponse>on(
            "RegisterResource",
            RegisterResourceRequest::builder,
            (call, request) ->
                inFlight.alone(Place.LOCATIONS, () -> locations.register(call, request)))
        .<UpdateResourceRequest, UpdateResourceResponse>on(
            "UpdateResource",
            UpdateResourceRequest::builder,
            (call, request) ->
                inFlight.alone(Place.LOCATIONS, () -> locations.update(call, request)))
        .<DeregisterResourceRequest, DeregisterResourceResponse>on(
            "DeregisterResource",
            DeregisterResourceRequest::builder,
            (call, request) ->
                inFlight.alone(Place.LOCATIONS, () -> locations.deregister(call, request)));
  }

  private void permissions(Operations operations) {
    GrantRules rules =
        new GrantRules(
            canonical, new Kinds(catalog), grantees, authority, existence, holdings, readings);
    Grants grants = new Grants(catalogId, rules, holdings.rows, inFlight);
    Listing listing =
        new Listing(catalogId, canonical, existence, authority, holdings, pages, readings);
    operations
        .on("GrantPermissions", GrantPermissionsRequest::builder, grants::grant)
        .on("RevokePermissions", RevokePermissionsRequest::builder, grants::revoke)
        .on("BatchGrantPermissions", BatchGrantPermissionsRequest::builder, grants::batchGrant)
        .on("BatchRevokePermissions", BatchRevokePermissionsRequest::builder, grants::batchRevoke)
        .on("ListPermissions", ListPermissionsRequest::builder, listing::list)
        .edit("ListPermissions", moreRows::appended)
        .prepare("BatchGrantPermissions", moreRows::emptied)
        .edit("BatchGrantPermissions", moreRows::granted)
        .prepare("BatchRevokePermissions", moreRows::emptied)
        .edit("BatchRevokePermissions", moreRows::revoked)
        .on("CreateLakeFormationOptIn", CreateLakeFormationOptInRequest::builder, optIns::create)
        .on("DeleteLakeFormationOptIn", DeleteLakeFormationOptInRequest::builder, optIns::delete)
        .on("ListLakeFormationOptIns", ListLakeFormationOptInsRequest::builder, optIns::list);
  }

  private void tags(Operations operations) {
    TagOperations definitions =
        new TagOperations(catalogId, tags, attachments, authority, holdings.rows, pages, quotas);
    TagAssignments assignments =
        new TagAssignments(catalogId, canonical, tags, authority, existence, inFlight, quotas);
    operations
        .on("CreateLFTag", CreateLfTagRequest::builder, definitions::create)
        .on("GetLFTag", GetLfTagRequest::builder, definitions::get)
        .on("ListLFTags", ListLfTagsRequest::builder, definitions::list)
        .on("UpdateLFTag", UpdateLfTagRequest::builder, definitions::update)
        .on("DeleteLFTag", DeleteLfTagRequest::builder, definitions::delete)
        .on("AddLFTagsToResource", AddLfTagsToResourceRequest::builder, assignments::add)
        .on(
            "RemoveLFTagsFromResource",
            RemoveLfTagsFromResourceRequest::builder,
            assignments::remove)
        .on("GetResourceLFTags", GetResourceLfTagsRequest::builder, assignments::ofResource);
  }

  private void expressions(Operations operations) {
    ExpressionOperations named =
        new ExpressionOperations(
            catalogId, expressions, tags, attachments, authority, holdings.rows, pages, quotas);
    operations
        .on("CreateLFTagExpression", CreateLfTagExpressionRequest::builder, named::create)
        .on("GetLFTagExpression", GetLfTagExpressionRequest::builder, named::get)
        .on("ListLFTagExpressions", ListLfTagExpressionsRequest::builder, named::list)
        .on("UpdateLFTagExpression", UpdateLfTagExpressionRequest::builder, named::update)
        .on("DeleteLFTagExpression", DeleteLfTagExpressionRequest::builder, named::delete);
  }

  private void filters(Operations operations) {
    FilterOperations cells =
        new FilterOperations(
            catalogId,
            filters,
            existence,
            authority,
            holdings.rows,
            inFlight,
            pages,
            quotas,
            readings);
    operations
        .on("CreateDataCellsFilter", CreateDataCellsFilterRequest::builder, cells::create)
        .on("UpdateDataCellsFilter", UpdateDataCellsFilterRequest::builder, cells::update)
        .on("GetDataCellsFilter", GetDataCellsFilterRequest::builder, cells::get)
        .on("ListDataCellsFilter", ListDataCellsFilterRequest::builder, cells::list)
        .on("DeleteDataCellsFilter", DeleteDataCellsFilterRequest::builder, cells::delete);
  }

  private void rowPolicies(Operations operations) {
    new RowPolicyOperations(
            catalogId, rowPolicies, attachments, authority, holdings.rows, inFlight, pages)
        .addTo(operations, readings);
    new AttachmentOperations(
            catalogId,
            canonical,
            rowPolicies,
            attachments,
            grantees,
            existence,
            authority,
            inFlight,
            pages)
        .addTo(operations, readings);
  }

  @Override
  public List<PrincipalPermissions> tableDefaults() {
    return rights.tableDefaults();
  }

  @Override
  public void databaseCreated(Caller creator, String database) {
    rights.databaseCreated(creator, database);
  }

  @Override
  public void databaseDeleted(String database) {
    rights.databaseDeleted(database);
  }

  @Override
  public void tableCreated(
      Caller creator, String database, String table, List<PrincipalPermissions> defaults) {
    rights.tableCreated(creator, database, table, defaults);
  }

  @Override
  public void tableDeleted(String database, String table) {
    rights.tableDeleted(database, table);
  }

  @Override
  public void requireOnCatalog(Caller caller, String permission) {
    rights.requireOnCatalog(caller, permission);
  }

  @Override
  public void requireOnNestedCatalog(Caller caller, String permission, String id) {
    rights.requireOnNestedCatalog(caller, permission, id);
  }

  @Override
  public boolean mayDescribeNestedCatalog(Caller caller, String id) {
    return rights.mayDescribeNestedCatalog(caller, id);
  }

  @Override
  public void nestedCatalogDeleted(String id) {
    rights.nestedCatalogDeleted(id);
  }

  @Override
  public void requireOnDatabase(Caller caller, String permission, String database) {
    rights.requireOnDatabase(caller, permission, database);
  }

  @Override
  public void requireOnTable(Caller caller, String permission, String database, String table) {
    rights.requireOnTable(caller, permission, database, table);
  }

  @Override
  public void requireDataLocation(Caller caller, String uri) {
    rights.requireDataLocation(caller, uri);
  }

  @Override
  public boolean mayDescribeDatabase(Caller caller, String database) {
    return rights.mayDescribeDatabase(caller, database);
  }

  @Override
  public boolean mayDescribeTable(Caller caller, String database, String table) {
    return rights.mayDescribeTable(caller, database, table);
  }

  @Override
  public Optional<Set<String>> visibleColumns(Caller caller, String database, String table) {
    return rights.visibleColumns(caller, database, table);
  }

  @Override
  public boolean maySelectAllColumns(Caller caller, String database, String table) {
    return rights.maySelectAllColumns(caller, database, table);
  }

  @Override
  public Optional<String> defaultRowPolicy(String database, String table) {
    return rights.defaultRowPolicy(database, table);
  }

  @Override
  public boolean mayCreateTables(String principal, String database) {
    return rights.mayCreateTables(principal, database);
  }

  @Override
  public boolean isRegistered(String uri) {
    return rights.isRegistered(uri);
  }

  @Override
  public boolean isOpen(String database, String table) {
    return rights.isOpen(database, table);
  }

  @Override
  public boolean maySelectAndGrant(String principal, String database, String table) {
    return rights.maySelectAndGrant(principal, database, table);
  }
}
