package io.twinlake.command;

import com.google.common.base.Suppliers;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Lists;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.source.GlueDetails;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Iceberg tables whose optimizers one call asks for, of one database or of several that follow one
 * another: whoever reads first makes the call for all of them.
 */
final class OptimizerBatches {
  private final ListMultimap<String, Batch> batches = ArrayListMultimap.create();

  /**
   * @param tables those of one database one after another
   */
  OptimizerBatches(GlueDetails glue, List<ObjectKey> tables) {
    for (List<ObjectKey> some : Lists.partition(tables, GlueDetails.TABLES_AT_ONCE)) {
      Batch batch = new Batch(glue, some);
      some.stream().map(ObjectKey::database).distinct().forEach(d -> batches.put(d, batch));
    }
  }

  /** Those with tables of a database, which are kept here no longer: they keep what they read. */
  List<Batch> take(String database) {
    return batches.removeAll(database);
  }

  /** What one call asks for. */
  static final class Batch {
    private final GlueDetails glue;
    private final List<ObjectKey> tables;
    private final Supplier<Optional<Answer>> whole = Suppliers.memoize(this::askForAll);

    private Batch(GlueDetails glue, List<ObjectKey> tables) {
      this.glue = glue;
      this.tables = tables;
    }

    /**
     * As {@link GlueDetails#optimizers} does of those tables that are the database's. One database
     * that is refused must not refuse the others: each asks for its own then.
     */
    void read(
        String database, Consumer<CatalogObject> found, BiConsumer<ObjectKey, String> unread) {
      List<ObjectKey> own =
          tables.stream().filter(table -> table.database().equals(database)).toList();
      Optional<Answer> answer = own.size() == tables.size() ? Optional.empty() : whole.get();
      answer.orElseGet(() -> ask(own)).tell(database, found, unread);
    }

    private Optional<Answer> askForAll() {
      try {
        return Optional.of(ask(tables));
      } catch (AwsServiceException e) {
        return Optional.empty();
      }
    }

    private Answer ask(List<ObjectKey> some) {
      Map<ObjectKey, String> unread = new LinkedHashMap<>();
      return new Answer(new ArrayList<>(glue.optimizers(some, unread::put)), unread);
    }
  }

  private record Answer(List<CatalogObject> found, Map<ObjectKey, String> unread) {
    void tell(String database, Consumer<CatalogObject> tell, BiConsumer<ObjectKey, String> refuse) {
      found.stream().filter(each -> each.key().database().equals(database)).forEach(tell);
      unread.forEach(
          (key, why) -> {
            if (key.database().equals(database)) {
              refuse.accept(key, why);
            }
          });
    }
  }
}
