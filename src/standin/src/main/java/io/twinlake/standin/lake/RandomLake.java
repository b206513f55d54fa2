package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * A small lake of whatever the APIs accept, the same for the same seed: each member of a database,
 * table and partition absent, empty or set, odd names, views, links to what is there and what is
 * not, views in several dialects, LF-tags, data cells filters, row-level-security policies, and
 * grants of every shape on all of it.
 */
public final class RandomLake {
  private static final int MOST_A_CALL = 100;

  /** The first number of a Random is much the same for seeds that follow each other. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long seed;

  private RandomLake(long seed) {
    this.seed = seed;
  }

  public static RandomLake of(long seed) {
    return new RandomLake(seed);
  }

  /**
   * The buckets in which a region's data may lie, in an order that is the same for every region.
   */
  public static List<String> buckets(String region) {
    return RandomWords.buckets(region);
  }

  /** Whether a path is of a view that AWS did not make, which is nothing that can be restored. */
  public static boolean isFailedView(String path) {
    return path.contains(RandomViews.FAILED);
  }

  /**
   * Fills an empty region.
   *
   * @param clients of {@link Staff#ADMIN}, which may do everything in IAM
   */
  public void fill(LakeClients clients) {
    new Filling(clients, new RandomWords(new Random(seed), clients.region())).run();
    RandomWords apart = new RandomWords(new Random(seed * SPREAD), clients.region());
    if (apart.once(2)) {
      new RandomViews(apart, clients).create();
    }
  }

  /**
   * Changes a region a little: adds, changes and removes objects, tags, filters and grants.
   *
   * @param clients of a data lake administrator that may ALTER and DROP what it finds
   */
  public static void drift(long seed, LakeClients clients) {
    new RandomDrift(new RandomWords(new Random(seed), clients.region()), clients).run();
  }

  @Override
  public String toString() {
    return "RandomLake.of(" + seed + ")";
  }

  /** One filling, with what has been made so far. */
  private static final class Filling {
    private final LakeClients clients;
    private final RandomWords words;
    private final RandomCatalog catalog;
    private final RandomGrants grants;
    private final List<String> databases = new ArrayList<>();
    private final List<MadeTable> tables = new ArrayList<>();
    private final List<BatchPermissionsRequestEntry> granted = new ArrayList<>();
    private final List<Resource> optable = new ArrayList<>();

    Filling(LakeClients clients, RandomWords words) {
      this.clients = clients;
      this.words = words;
      this.catalog = new RandomCatalog(words, clients.account());
      this.grants = new RandomGrants(words, clients);
    }

    void run() {
      settle();
      registerLocations();
      granted.addAll(grants.onCatalog());
      if (words.once(4)) {
        granted.add(RandomGrants.openCatalog());
      }
      databases.addAll(words.names(1 + words.below(4)));
      databases.forEach(this::createDatabase);
      createDatabaseLinks();
      new RandomIdentityCenter(words, clients).connect();
      new RandomRules(words, clients, tables).make(databases, granted);
      new Permissions(clients).grant(granted);
      closeSome();
      optIn();
      new RandomSatellites(words, clients).create();
      RandomDetails details = new RandomDetails(words, clients);
      databases.forEach(details::ofDatabase);
      tables.forEach(details::ofTable);
    }

    private void settle() {
      Settings settings = new Settings(clients);
      settings.appoint();
      settings.put(new RandomSettings(words, clients).over(settings.read()));
      settings.open(words.once(2), words.once(2));
    }

    private void registerLocations() {
      new RandomLocations(words, clients)
          .inputs()
          .forEach(
              input -> {
                clients.lakeFormation().registerResource(input);
                if (input.resourceArn().startsWith(RandomLocations.S3)) {
                  granted.addAll(
                      grants.onLocation(input.resourceArn() + words.oneOf(List.of("", "/a"))));
                }
              });
    }

    private void createDatabase(String name) {
      DatabaseInput input = catalog.database(name);
      clients.glue().createDatabase(r -> r.databaseInput(input));
      granted.addAll(grants.onDatabase(name, false));
      mayOpen(RandomGrants.database(name));
      mayOpen(RandomGrants.allTables(name));
      optable.add(RandomGrants.database(name));
      optable.add(RandomGrants.allTables(name));
      List<String> tables = words.names(words.below(5));
      tables.forEach(table -> createTable(name, catalog.table(table)));
      createTableLinks(name, tables);
    }

    private void createTable(String database, TableInput input) {
      clients
          .glue()
          .createTable(
              r ->
                  r.databaseName(database)
                      .tableInput(input)
                      .partitionIndexes(catalog.indexes(input)));
      tables.add(new MadeTable(database, input));
      granted.addAll(grants.onTable(new MadeTable(database, input)));
      mayOpen(RandomGrants.table(database, input.name()));
      optable.add(RandomGrants.table(database, input.name()));
      if (!input.partitionKeys().isEmpty()) {
        int count = words.once(10) ? MOST_A_CALL + 30 : words.below(9);
        createPartitions(database, input, count);
      }
    }

    private void createPartitions(String database, TableInput table, int count) {
      List<PartitionInput> inputs = catalog.partitions(table, count);
      for (int from = 0; from < inputs.size(); from += MOST_A_CALL) {
        List<PartitionInput> batch =
            inputs.subList(from, Math.min(from + MOST_A_CALL, inputs.size()));
        clients
            .glue()
            .batchCreatePartition(
                r -> r.databaseName(database).tableName(table.name()).partitionInputList(batch));
      }
    }

    private void createTableLinks(String database, List<String> targets) {
      if (words.once(3) && !targets.isEmpty()) {
        createLink(database, catalog.tableLink("link", database, words.oneOf(targets)));
      }
      if (words.once(4)) {
        createLink(database, catalog.tableLink("dangling", "nowhere", words.name()));
      }
    }

    private void createLink(String database, TableInput link) {
      clients.glue().createTable(r -> r.databaseName(database).tableInput(link));
      granted.addAll(grants.onTable(new MadeTable(database, link)));
    }

    private void createDatabaseLinks() {
      if (words.once(2)) {
        createDatabaseLink("db link", databases.get(0));
      }
      if (words.once(4)) {
        createDatabaseLink("dangling db link", "nowhere");
      }
    }

    private void createDatabaseLink(String name, String target) {
      clients.glue().createDatabase(r -> r.databaseInput(catalog.databaseLink(name, target)));
      granted.addAll(grants.onDatabase(name, true));
    }

    private void mayOpen(Resource resource) {
      if (words.once(5)) {
        granted.add(RandomGrants.open(resource));
      }
    }

    /** Whatever opened them, so that some lack what the region's defaults gave them. */
    private void closeSome() {
      Permissions permissions = new Permissions(clients);
      for (Resource resource : optable) {
        if (resource.table() != null && words.once(5)) {
          BatchPermissionsRequestEntry open = RandomGrants.open(resource);
          permissions.grant(List.of(open));
          permissions.revoke(open);
        }
      }
    }

    private void optIn() {
      List<Resource> resources = words.someOf(optable);
      resources.stream().limit(words.below(4)).forEach(this::optIn);
      if (words.once(4)) {
        optIn(Resource.builder().catalog(c -> {}).build());
      }
    }

    private void optIn(Resource resource) {
      new RandomOptIns(words, clients).create(resource);
    }
  }
}
