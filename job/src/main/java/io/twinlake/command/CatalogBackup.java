package io.twinlake.command;

import com.google.common.collect.Iterators;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Parallel;
import io.twinlake.config.Scope;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Views;
import io.twinlake.source.GlueSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Backs up databases, tables and partitions: read side by side, recorded in order. */
final class CatalogBackup {
  private final GlueSource glue;
  private final Parallel parallel;
  private final Recording recording;
  private final CutTables cutTables;
  private final HiddenRowPolicies hidden;
  private final DetailBackup details;
  private final Events events;
  private final List<PartitionedTable> partitioned = new ArrayList<>();
  private final List<ObjectKey> taggable = new ArrayList<>();
  private long databases;

  CatalogBackup(
      AwsRegion region,
      Recording recording,
      CutTables cutTables,
      HiddenRowPolicies hidden,
      DetailBackup details,
      Events events) {
    this.glue = new GlueSource(region);
    this.parallel = region.parallel();
    this.recording = recording;
    this.cutTables = cutTables;
    this.hidden = hidden;
    this.details = details;
    this.events = events;
  }

  /** Every database of the scope, each followed by its tables. */
  void databasesAndTables(Scope scope) {
    Iterator<CatalogObject> wanted =
        scope.isAll() ? glue.databases() : new NamedDatabases(glue, scope.databases(), recording);
    recording.sideBySide(parallel, "databases and tables", wanted, this::readDatabase);
  }

  /** What belongs to the databases and tables found, and is neither table nor partition. */
  void details() {
    details.run(parallel);
  }

  /** The partitions of the tables found. */
  void partitions() {
    recording.sideBySide(parallel, "partitions", partitioned.iterator(), this::readPartitions);
  }

  boolean isEmpty() {
    return databases == 0;
  }

  /** The databases and tables found that are no resource links. */
  List<ObjectKey> taggable() {
    return taggable;
  }

  private void readDatabase(CatalogObject database, Consumer<Runnable> findings) {
    findings.accept(() -> found(database));
    if (!database.definition().has("TargetDatabase")) {
      String name = database.key().database();
      recording.read(() -> tables(name), ObjectKey.table(name, ""), this::found, findings);
    }
  }

  /** A restore may be under way here, whose trials are nobody's. */
  private Iterator<CatalogObject> tables(String database) {
    return Iterators.filter(glue.tables(database), table -> !Views.isTrial(table));
  }

  private void found(CatalogObject object) {
    recording.found(object);
    details.found(object);
    if (!Definitions.isLink(object)) {
      taggable.add(object.key());
    }
    if (object.key().kind().equals(Kind.DATABASE)) {
      databases++;
      return;
    }
    cutTables.table(object);
    hidden.found(object);
    if (PartitionedTable.is(object)) {
      partitioned.add(PartitionedTable.of(object));
    }
  }

  private void readPartitions(PartitionedTable table, Consumer<Runnable> findings) {
    recording.read(
        () ->
            details.withStatistics(
                table,
                glue.partitions(table.database(), table.name(), () -> recheck(table, findings)),
                findings),
        table.partitions(),
        recording::found,
        findings);
  }

  /**
   * Partitions do not tell whether their table was altered, and are written without altering it.
   */
  private void recheck(PartitionedTable table, Consumer<Runnable> findings) {
    Optional<CatalogObject> now = glue.table(table.database(), table.name());
    if (now.filter(table::isAsIn).isEmpty()) {
      findings.accept(
          () ->
              events.warn(
                  "The %s changed while its partitions were read: the snapshot holds its earlier definition; back up again when it is quiet."
                      .formatted(table.key())));
    }
  }
}
