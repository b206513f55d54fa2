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
import java.util.function.BiPredicate;
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
  private final BiPredicate<String, String> follows;
  private final Events events;
  private final Map<ObjectKey, String> failures = new ConcurrentHashMap<>();
  private final Map<ObjectKey, TableRewrite> asBefore = new ConcurrentHashMap<>();
  private final SortedSet<ObjectKey> unreadable = new ConcurrentSkipListSet<>();

  /**
   * @param worker what rewrites a table; empty for plans and verification
   * @param follows as in {@link IcebergCommits}
   */
  IcebergTables(
      Iceberg config,
      BucketMapping buckets,
      Desired desired,
      Base base,
      Optional<Function<TableRewrite, Rewritten>> worker,
      BiPredicate<String, String> follows,
      Events events) {
    this.config = config;
    this.buckets = buckets;
    this.desired = desired;
    this.base = base;
    this.worker = worker;
    this.follows = follows;
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
        .forEach(Iterators.concat(byDatabase), table -> remember(table, work.apply(table)));
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
    return config.rewrites() || buckets.isIdentity();
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

  private void remember(TableRewrite table, Rewritten done) {
    if (!done.isDone()) {
      failures.put(done.key(), done.problem());
    } else if (done.asBefore()) {
      asBefore.put(done.key(), table);
    }
  }

  /**
   * What an earlier run has written is trusted while the target's table names it. Where it does
   * not, engines may have deleted of it what no table named any more.
   */
  private void lookAgain(CatalogObject wanted, @Nullable CatalogObject found) {
    TableRewrite trusted = asBefore.get(wanted.key());
    boolean isNamed =
        found != null && IcebergMapping.location(found).equals(IcebergMapping.location(wanted));
    if (trusted != null && !isNamed) {
      TableRewrite again = trusted.thoroughly();
      worker.ifPresent(work -> remember(again, work.apply(again)));
    }
  }

  /** As {@link Definitions#decide}, for any table. */
  Action decide(CatalogObject wanted, @Nullable CatalogObject found) {
    lookAgain(wanted, found);
    if (!agree() && IcebergMapping.location(wanted).filter(buckets::leadsTo).isPresent()) {
      unreadable.add(wanted.key());
    }
    String failure = failures.get(wanted.key());
    return failure == null ? written(wanted, found) : failed(wanted, found, failure);
  }

  private static Action written(CatalogObject wanted, @Nullable CatalogObject found) {
    return overWhatWasRead(Definitions.decide(wanted, found), wanted, found);
  }

  /** A table that can be read in an older state is not made one that cannot be read. */
  private Action failed(CatalogObject wanted, @Nullable CatalogObject found, String failure) {
    if (!config.keepsPlain()) {
      return Action.refuse(wanted.key(), "Iceberg's files were not rewritten: " + failure);
    }
    if (found != null && IcebergMapping.isRewritten(IcebergCommits.at(found))) {
      return Action.refuse(
          wanted.key(),
          "Iceberg's files were not rewritten, and it stays in the state in which they were: "
              + failure);
    }
    events.problem(
        "Iceberg's files of %s were not rewritten, so it cannot be read in the target yet: %s."
            .formatted(wanted.key(), failure));
    return written(IcebergMapping.plain(wanted), found);
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
    return new IcebergCommits(buckets, () -> base.tables(database), follows);
  }

  /**
   * Why the target's table is not overwritten, for people. Where nothing is rewritten, another tool
   * may have left a state that we do not know, and only what was rewritten can be committed to.
   */
  Optional<String> objection(
      CatalogObject wanted, @Nullable CatalogObject found, IcebergCommits commits) {
    if (found == null) {
      return Optional.empty();
    }
    String at = IcebergCommits.at(found);
    if (config.rewrites() || IcebergMapping.location(wanted).isEmpty()) {
      return commits.objection(wanted.key(), at, wanted);
    }
    if (IcebergMapping.isRewritten(at)) {
      return Optional.of(
          "it names files that an earlier run has rewritten, and could not be read any more; set rewrite_iceberg_metadata = True");
    }
    return IcebergMapping.followsRewritten(found)
        ? commits.objection(wanted.key(), at, wanted)
        : Optional.empty();
  }
}
