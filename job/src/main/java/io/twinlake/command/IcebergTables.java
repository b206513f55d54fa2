package io.twinlake.command;

import com.google.common.collect.Iterators;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig.Iceberg;
import io.twinlake.iceberg.IcebergMapping;
import io.twinlake.iceberg.Rewritten;
import io.twinlake.iceberg.Storage;
import io.twinlake.iceberg.TableRewrite;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.TableVersion;
import io.twinlake.transform.BucketMapping;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Iceberg tables, whose own files name the source's paths: these are rewritten before the tables
 * are registered. A dry run writes nothing, and knows where they would be.
 */
final class IcebergTables {
  /** Of each a few manifests are in memory. */
  private static final int TABLES_AT_ONCE = 6;

  private final Iceberg config;
  private final BucketMapping buckets;
  private final Desired desired;
  private final Base base;
  private final Optional<Function<TableRewrite, Rewritten>> worker;
  private final Events events;
  private final Map<ObjectKey, String> failures = new ConcurrentHashMap<>();
  private final SortedSet<ObjectKey> unreadable = new ConcurrentSkipListSet<>();

  /**
   * @param worker what rewrites a table; empty for plans and verification
   */
  IcebergTables(
      Iceberg config,
      BucketMapping buckets,
      Desired desired,
      Base base,
      Optional<Function<TableRewrite, Rewritten>> worker,
      Events events) {
    this.config = config;
    this.buckets = buckets;
    this.desired = desired;
    this.base = base;
    this.worker = worker;
    this.events = events;
  }

  /** Writes what is not there yet. */
  void rewrite(AwsRegion region) {
    if (config.rewrites()) {
      worker.ifPresent(work -> rewrite(region, work));
    }
  }

  private void rewrite(AwsRegion region, Function<TableRewrite, Rewritten> work) {
    Iterator<Iterator<TableRewrite>> byDatabase =
        Iterators.transform(
            desired.databaseNames().iterator(), database -> tables(database, region));
    region
        .parallel()
        .atMost(TABLES_AT_ONCE)
        .forEach(Iterators.concat(byDatabase), table -> remember(work.apply(table)));
  }

  private Iterator<TableRewrite> tables(String database, AwsRegion region) {
    Storage storage =
        new Storage(
            region.name(),
            region.s3().serviceClientConfiguration().endpointOverride().orElse(null));
    return desired
        .inSource(database)
        .flatMap(
            table ->
                IcebergMapping.location(table)
                    .filter(buckets::covers)
                    .map(source -> rewriting(table.key(), source, storage))
                    .stream())
        .iterator();
  }

  private TableRewrite rewriting(ObjectKey table, String source, Storage storage) {
    return new TableRewrite(
        table.database(),
        table.name(),
        source,
        TableRewrite.places(buckets.places()),
        config.everySnapshot(),
        config.fileCheck(),
        storage,
        false);
  }

  /**
   * Whether tables lie where their own files say. Where these still name the source, an optimizer
   * would take the replicas for orphans, or delete the source's.
   */
  boolean agree() {
    return config.rewrites() || buckets.places().isEmpty();
  }

  /** As {@link #agree}, of one table. */
  boolean agrees(ObjectKey table) {
    return agree() && !failures.containsKey(table);
  }

  /** Tells of tables that were replicated and whose files nobody rewrites. */
  void warnOfUnreadable() {
    if (!unreadable.isEmpty()) {
      events.warn(
          "Iceberg tables (%d, e.g. %s) cannot be read in the target, because their own files still name the source's buckets; rewrite_iceberg_metadata = True writes them anew."
              .formatted(unreadable.size(), unreadable.first()));
    }
  }

  private void remember(Rewritten table) {
    if (table.isDone()) {
      return;
    }
    failures.put(table.key(), table.problem());
    if (config.keepsPlain()) {
      events.problem(
          "Iceberg's files of %s were not rewritten, so it cannot be read in the target yet: %s."
              .formatted(table.key(), table.problem()));
    }
  }

  /** As {@link Definitions#decide}, for any table. */
  Action decide(CatalogObject wanted, @Nullable CatalogObject found) {
    String failure = failures.get(wanted.key());
    if (failure != null && !config.keepsPlain()) {
      return Action.refuse(wanted.key(), "Iceberg's files were not rewritten: " + failure);
    }
    if (!agree() && IcebergMapping.location(wanted).filter(buckets::leadsTo).isPresent()) {
      unreadable.add(wanted.key());
    }
    CatalogObject written = failure == null ? wanted : IcebergMapping.plain(wanted);
    return overWhatWasRead(Definitions.decide(written, found), written, found);
  }

  /** What an engine commits from now on is not overwritten (aws-facts 11). */
  private static Action overWhatWasRead(
      Action action, CatalogObject written, @Nullable CatalogObject found) {
    return found != null
            && Stream.of(written, found)
                .anyMatch(table -> IcebergMapping.location(table).isPresent())
        ? TableVersion.with(action, found)
        : action;
  }

  /** What tells the target's own commits to tables of a database. */
  IcebergCommits commits(String database) {
    return new IcebergCommits(buckets, () -> base.tables(database));
  }

  /**
   * Why the target's table is not overwritten, for people. Where nothing is rewritten nobody can
   * have committed to what a restore left, and another tool may have left a state we do not know.
   */
  Optional<String> objection(
      CatalogObject wanted, @Nullable CatalogObject found, IcebergCommits commits) {
    boolean isOurs = !config.rewrites() && IcebergMapping.location(wanted).isPresent();
    return found == null || isOurs
        ? Optional.empty()
        : commits.objection(wanted.key(), IcebergCommits.at(found), wanted);
  }
}
