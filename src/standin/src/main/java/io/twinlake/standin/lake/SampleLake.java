package io.twinlake.standin.lake;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * The lake of the demo and the documentation: a shop's tables, tagged tables and a cost report, in
 * three databases, some 40 tables, a few thousand partitions and some 70 grants, to names, to cells
 * and to whatever has an LF-tag. Always the same.
 */
public final class SampleLake {
  public static final List<String> DATABASES = List.of("sampledb", "tag_database", "cur_database");

  /** A resource link to the first database. */
  public static final String DATABASE_LINK = "sampledb_link";

  private final LakeClients clients;

  private SampleLake(LakeClients clients) {
    this.clients = clients;
  }

  /** The buckets in which a region's data lies, in an order that is the same for every region. */
  public static List<String> buckets(String region) {
    return List.of("sample-lake-" + region, "sample-cur-" + region);
  }

  /**
   * Fills an empty region.
   *
   * @param clients of {@link Staff#ADMIN}, which may do everything in IAM
   */
  public static void fill(LakeClients clients) {
    SampleLake lake = new SampleLake(clients);
    lake.createBuckets();
    lake.createCatalogUnderLakeFormation();
    lake.registerLocations();
    new SampleTags(clients).create();
    new SampleFilters(clients).create();
    new SampleDetails(clients).create();
    new SampleSatellites(clients).create();
    lake.grant();
    lake.optIn();
  }

  /** The buckets, databases, tables and partitions alone, without a call to Lake Formation. */
  public static void fillCatalog(LakeClients clients) {
    SampleLake lake = new SampleLake(clients);
    lake.createBuckets();
    DATABASES.forEach(new SampleFiles(clients)::create);
    lake.createDatabaseLink();
    new SamplePartitions(clients).create();
  }

  private void createBuckets() {
    buckets(clients.region()).forEach(clients::createBucket);
  }

  /** The cost reports are from the days before Lake Formation, as most lakes' first tables are. */
  private void createCatalogUnderLakeFormation() {
    Settings settings = new Settings(clients);
    SampleFiles files = new SampleFiles(clients);
    settings.appoint();
    settings.open(true, true);
    files.create("cur_database");
    settings.open(false, false);
    files.create("sampledb");
    files.create("tag_database");
    createDatabaseLink();
    new SamplePartitions(clients).create();
  }

  private void createDatabaseLink() {
    clients
        .glue()
        .createDatabase(
            r ->
                r.databaseInput(
                    d ->
                        d.name(DATABASE_LINK)
                            .targetDatabase(
                                t -> t.catalogId(clients.account()).databaseName("sampledb"))));
  }

  /** The cost reports' location is hybrid: who has not opted in is under IAM alone. */
  private void registerLocations() {
    clients
        .lakeFormation()
        .registerResource(
            r ->
                r.resourceArn("arn:aws:s3:::sample-lake-" + clients.region())
                    .useServiceLinkedRole(true));
    clients
        .lakeFormation()
        .registerResource(
            r ->
                r.resourceArn("arn:aws:s3:::sample-cur-" + clients.region() + "/cur")
                    .roleArn(clients.principal(Staff.DATA_ACCESS))
                    .hybridAccessEnabled(true));
  }

  private void grant() {
    new Permissions(clients)
        .grant(
            new SampleFiles(clients).grants().stream().map(line -> line.entry(clients)).toList());
  }

  private void optIn() {
    optIn("role/FinanceAnalyst", r -> r.database(d -> d.name("cur_database")));
    optIn(
        "role/FinanceAnalyst",
        r -> r.table(t -> t.databaseName("cur_database").tableWildcard(w -> {})));
    optIn(
        "user/auditor",
        r -> r.table(t -> t.databaseName("cur_database").name("cost_and_usage_report")));
  }

  private void optIn(String principal, Consumer<Resource.Builder> resource) {
    clients
        .lakeFormation()
        .createLakeFormationOptIn(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier(clients.principal(principal)))
                    .resource(resource));
  }
}
