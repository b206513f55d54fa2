package io.twinlake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets partitions that repeat the columns of the one before share one document: the columns are
 * most of a partition, and thousands of partitions are in flight at once.
 */
final class SharedColumns implements UnaryOperator<CatalogObject> {
  private @Nullable JsonNode last;

  @Override
  public CatalogObject apply(CatalogObject partition) {
    if (partition.definition().get("StorageDescriptor") instanceof ObjectNode storage
        && storage.get("Columns") != null) {
      if (storage.get("Columns").equals(last)) {
        storage.set("Columns", last);
      } else {
        last = storage.get("Columns");
      }
    }
    return partition;
  }
}
