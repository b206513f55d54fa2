package io.twinlake.command;

import com.google.common.base.Suppliers;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import io.twinlake.apply.Applier;
import io.twinlake.command.DetailPhase.Owned;
import io.twinlake.command.DetailPhase.Ways;
import io.twinlake.config.TwinlakeConfig.Operation;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Optimizers;
import io.twinlake.plan.PartitionIndexes;
import io.twinlake.source.GlueDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

/**
 * What belongs to databases and tables beside partitions: functions, AWS tags, partition indexes,
 * statistics once tables are as they will be, and optimizers when everything else is in place.
 */
final class Details {
  private final Target target;
  private final Events events;
  private final DetailPhase functions;
  private final DatabaseTagPhase tags;
  private final DetailPhase indexes;
  private final DetailPhase statistics;
  private final DetailPhase partitionStatistics;
  private final DetailPhase optimizers;
  private final Supplier<ListMultimap<String, CatalogObject>> allFunctions =
      Suppliers.memoize(this::listFunctions);
  private final boolean listsFunctions;

  Details(
      Desired desired,
      Target target,
      Base base,
      Operation operation,
      CatalogPhase catalog,
      boolean namesExtras,
      Predicate<ObjectKey> agrees,
      Writers writers,
      Applier applier,
      Events events) {
    this.target = target;
    this.events = events;
    this.listsFunctions = desired.chosen().scope().isAll() && desired.chosen().isWhole();
    boolean deletes =
        operation.deleteTargetCatalogObjects()
            && desired.chosen().isWhole()
            && desired.incomplete().isEmpty();
    Function<Ways, DetailPhase> phase =
        ways -> new DetailPhase(ways, desired, target, base, deletes, namesExtras, applier);
    this.tags = new DatabaseTagPhase(desired, target, base, deletes, namesExtras, writers, applier);
    this.functions =
        phase.apply(
            new Ways(
                Kind.USER_DEFINED_FUNCTION,
                this::functions,
                1,
                database -> List.of(ObjectKey.database(database)),
                Definitions::decide,
                writers.functions()));
    this.indexes =
        phase.apply(
            new Ways(
                Kind.PARTITION_INDEX,
                owners -> target.details().indexes(owners.get(0).owner()),
                1,
                catalog::partitionedInTarget,
                PartitionIndexes::decide,
                writers.indexes()));
    this.statistics =
        phase.apply(
            new Ways(
                Kind.COLUMN_STATISTICS,
                this::statistics,
                1,
                database -> List.of(),
                Definitions::decide,
                writers.statistics()));
    this.partitionStatistics =
        phase.apply(
            new Ways(
                Kind.PARTITION_COLUMN_STATISTICS,
                this::partitionStatistics,
                1,
                database -> List.of(),
                Definitions::decide,
                writers.statistics()));
    this.optimizers =
        phase.apply(
            new Ways(
                Kind.TABLE_OPTIMIZER,
                this::optimizers,
                GlueDetails.TABLES_AT_ONCE,
                database -> List.of(),
                (wanted, actual) ->
                    Optimizers.decide(
                        wanted,
                        actual,
                        operation.enableTableOptimizers() && agrees.test(wanted.key().table())),
                writers.optimizers()));
  }

  void run() {
    events.began("functions, tags, indexes and statistics", -1);
    functions.run();
    tags.run();
    indexes.run();
    statistics.run();
    partitionStatistics.run();
  }

  void optimizers() {
    optimizers.run();
  }

  /** What is gone from the source. */
  List<Deletions.Step> gone() {
    return phases().map(DetailPhase::gone).toList();
  }

  /** Makes what had to wait until something was deleted. */
  void finish() {
    phases().forEach(DetailPhase::finish);
  }

  private Stream<DetailPhase> phases() {
    return Stream.of(optimizers, partitionStatistics, statistics, indexes, functions);
  }

  private Iterable<CatalogObject> functions(List<Owned> databases) {
    String database = databases.get(0).owner().database();
    return listsFunctions
        ? allFunctions.get().get(database)
        : ImmutableList.copyOf(target.details().functions(database));
  }

  private ListMultimap<String, CatalogObject> listFunctions() {
    ListMultimap<String, CatalogObject> all = ArrayListMultimap.create();
    target.details().functions().forEachRemaining(f -> all.put(f.key().database(), f));
    return all;
  }

  /** Of the columns that are known to have, or to have had, some. */
  private Iterable<CatalogObject> statistics(List<Owned> tables) {
    Owned table = tables.get(0);
    return target.details().statistics(table.owner(), columns(table), Details::refuse);
  }

  /** As {@link #statistics}; a partition that is not there has none. */
  private Iterable<CatalogObject> partitionStatistics(List<Owned> partitions) {
    Owned partition = partitions.get(0);
    try {
      return target
          .details()
          .partitionStatistics(partition.owner(), columns(partition), Details::refuse);
    } catch (EntityNotFoundException e) {
      return List.of();
    }
  }

  private static List<String> columns(Owned owned) {
    return owned.keys().stream().map(key -> key.values().get(key.values().size() - 1)).toList();
  }

  private Iterable<CatalogObject> optimizers(List<Owned> tables) {
    return target
        .details()
        .optimizers(new ArrayList<>(tables.stream().map(Owned::owner).toList()), Details::refuse);
  }

  /** One that cannot be read stops the comparison of its owner, and of those read with it. */
  private static void refuse(ObjectKey key, String reason) {
    throw AwsServiceException.builder().message(key + ": " + reason).build();
  }
}
