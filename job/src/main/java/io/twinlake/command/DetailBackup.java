package io.twinlake.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.Iterators;
import com.google.common.collect.ListMultimap;
import io.twinlake.aws.Parallel;
import io.twinlake.config.Scope;
import io.twinlake.iceberg.IcebergMapping;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Definitions;
import io.twinlake.source.GlueDetails;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Backs up what belongs to databases and their tables beside partitions: of each only what it can
 * have, for most of it costs a call an owner.
 */
final class DetailBackup {
  /** Of one table, whose statistics are read side by side. */
  private static final int PARTITIONS_AT_ONCE = 4;

  private final GlueDetails glue;
  private final Scope scope;
  private final Recording recording;
  private final Denials denials = new Denials();
  private final List<String> databases = new ArrayList<>();
  private final ListMultimap<String, CatalogObject> functions = ArrayListMultimap.create();
  private final ListMultimap<String, Columns> columns = ArrayListMultimap.create();
  private final ListMultimap<String, ObjectKey> partitioned = ArrayListMultimap.create();
  private final List<ObjectKey> iceberg = new ArrayList<>();

  /** A task that tells what it finds, and what it is refused. */
  private interface Reading {
    void into(Consumer<CatalogObject> found, BiConsumer<ObjectKey, String> unread);
  }

  /**
   * One task.
   *
   * @param key what is read is called by it when AWS refuses all of it
   */
  private record Task(ObjectKey key, Reading reading) {
    ObjectKey inDatabase() {
      return ObjectKey.database(key.database()).of(key.kind());
    }
  }

  DetailBackup(GlueDetails glue, Scope scope, Recording recording) {
    this.glue = glue;
    this.scope = scope;
    this.recording = recording;
  }

  /** Takes note of a database or table that was found, in the order of the file. */
  void found(CatalogObject object) {
    if (Definitions.isLink(object)) {
      return;
    }
    String database = object.key().database();
    if (object.key().kind().equals(Kind.DATABASE)) {
      databases.add(database);
    } else {
      table(database, object);
    }
  }

  private void table(String database, CatalogObject table) {
    if (scope.includes(Kind.PARTITION_INDEX) && PartitionedTable.is(table)) {
      partitioned.put(database, table.key());
    }
    if (scope.includes(Kind.COLUMN_STATISTICS) && !Definitions.isView(table)) {
      Columns names = Columns.of(table);
      if (!names.isEmpty()) {
        columns.put(database, names);
      }
    }
    if (scope.includes(Kind.TABLE_OPTIMIZER) && IcebergMapping.isIceberg(table)) {
      iceberg.add(table.key());
    }
  }

  /** Reads all of it, side by side. */
  void run(Parallel parallel) {
    if (scope.isAll() && scope.includes(Kind.USER_DEFINED_FUNCTION)) {
      listFunctions();
    }
    OptimizerBatches optimizers = new OptimizerBatches(glue, iceberg);
    Iterator<Task> tasks =
        Iterators.concat(
            Iterators.transform(databases.iterator(), d -> tasks(d, optimizers).iterator()));
    recording.sideBySide(
        parallel, "indexes, statistics, functions and tags", tasks, this::carryOut);
  }

  /**
   * Each partition of a table followed by the statistics of its columns, if they are wanted: there
   * is no list of them (aws-facts 9).
   */
  Iterator<CatalogObject> withStatistics(
      PartitionedTable table, Iterator<CatalogObject> partitions, Consumer<Runnable> findings) {
    if (!scope.includes(Kind.PARTITION_COLUMN_STATISTICS) || table.columns().isEmpty()) {
      return partitions;
    }
    PartitionStatistics statistics =
        new PartitionStatistics(
            glue, table, (key, why) -> findings.accept(() -> recording.unread(key, why)));
    return Iterators.concat(
        new Parallel(PARTITIONS_AT_ONCE)
            .map(partitions, each -> statistics.after(each).iterator()));
  }

  private void carryOut(Task task, Consumer<Runnable> findings) {
    Optional<ObjectKey> hopeless = denials.hopeless(task.inDatabase());
    if (hopeless.isPresent()) {
      ObjectKey key = hopeless.get();
      denials.unsaid(key).ifPresent(why -> findings.accept(() -> recording.unread(key, why)));
      return;
    }
    recording.read(
        () -> read(task, (key, why) -> findings.accept(() -> recording.unread(key, why))),
        task.key(),
        recording::found,
        findings);
  }

  /** Takes note of whether AWS denied all of it, as a whole or one by one. */
  private Iterator<CatalogObject> read(Task task, BiConsumer<ObjectKey, String> unread) {
    ObjectKey inDatabase = task.inDatabase();
    List<CatalogObject> found = new ArrayList<>();
    List<String> denied = new ArrayList<>();
    try {
      task.reading()
          .into(
              found::add,
              (key, why) -> {
                if (Refusal.isDenial(why)) {
                  denied.add(why);
                }
                unread.accept(key, why);
              });
    } catch (AwsServiceException e) {
      if (Refusal.isDenial(e)) {
        denials.denied(inDatabase);
      }
      throw e;
    }
    if (denied.isEmpty() || !found.isEmpty()) {
      denials.answered(inDatabase);
    } else {
      denials.denied(inDatabase);
    }
    return found.iterator();
  }

  /** One list for all databases, whose functions are few: AWS allows a hundred (aws-facts 14). */
  private void listFunctions() {
    recording.read(
        glue::functions,
        ObjectKey.global(Kind.USER_DEFINED_FUNCTION, ""),
        function -> functions.put(function.key().database(), function),
        Runnable::run);
  }

  private List<Task> tasks(String database, OptimizerBatches optimizers) {
    List<Task> tasks = new ArrayList<>();
    ObjectKey key = ObjectKey.database(database);
    if (scope.includes(Kind.DATABASE_TAGS)) {
      tasks.add(
          new Task(
              key.of(Kind.DATABASE_TAGS), (found, unread) -> glue.tags(database).ifPresent(found)));
    }
    if (scope.includes(Kind.USER_DEFINED_FUNCTION)) {
      tasks.add(
          new Task(
              key.of(Kind.USER_DEFINED_FUNCTION),
              (found, unread) ->
                  (scope.isAll() ? functions.get(database).iterator() : glue.functions(database))
                      .forEachRemaining(found)));
    }
    partitioned
        .get(database)
        .forEach(
            table ->
                tasks.add(
                    new Task(
                        table.of(Kind.PARTITION_INDEX),
                        (found, unread) -> glue.indexes(table).forEach(found))));
    columns
        .get(database)
        .forEach(
            table ->
                tasks.add(
                    new Task(
                        table.key().of(Kind.COLUMN_STATISTICS),
                        (found, unread) ->
                            glue.statistics(table.key(), table.names(), unread).forEach(found))));
    optimizers
        .take(database)
        .forEach(
            batch ->
                tasks.add(
                    new Task(
                        key.of(Kind.TABLE_OPTIMIZER),
                        (found, unread) -> batch.read(database, found, unread))));
    return tasks;
  }

  /**
   * A table's columns and partition keys.
   *
   * @param joined their names with line feeds between, which no name has: there may be millions
   */
  private record Columns(ObjectKey key, String joined) {
    static Columns of(CatalogObject table) {
      List<String> names = new ArrayList<>();
      JsonNode definition = table.definition();
      definition
          .path("StorageDescriptor")
          .path("Columns")
          .forEach(column -> names.add(column.path("Name").asText()));
      definition.path("PartitionKeys").forEach(k -> names.add(k.path("Name").asText()));
      return new Columns(table.key(), String.join("\n", names));
    }

    boolean isEmpty() {
      return joined.isEmpty();
    }

    List<String> names() {
      return List.of(joined.split("\n", -1));
    }
  }
}
