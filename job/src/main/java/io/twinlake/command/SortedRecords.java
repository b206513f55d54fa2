package io.twinlake.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.Iterator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records in the order of their keys, each once. Pages shift while others write and bring a row
 * again (aws-facts 20); rows that tell different things of one key are all kept. Held as the lines
 * that they become, a fraction of what the documents take: grants come by the hundred thousand.
 */
final class SortedRecords implements Iterable<CatalogObject> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TreeSet<String> lines = new TreeSet<>();

  void add(CatalogObject object) {
    lines.add(object.toJson().toString());
  }

  /** Whether there is a record of this key. */
  boolean has(ObjectKey key) {
    String start = key.toJson().toString().replaceFirst("}$", ",\"definition\":");
    @Nullable String found = lines.ceiling(start);
    return found != null && found.startsWith(start);
  }

  @Override
  public Iterator<CatalogObject> iterator() {
    return Iterators.transform(lines.iterator(), SortedRecords::parse);
  }

  private static CatalogObject parse(String line) {
    try {
      return CatalogObject.fromJson((ObjectNode) JSON.readTree(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
