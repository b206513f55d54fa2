package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares LF-tags by their values. */
public final class TagDefinitions {
  public static final String ADD = "TagValuesToAdd";
  public static final String DELETE = "TagValuesToDelete";

  private TagDefinitions() {}

  /** What to do so that no value is missing. */
  public static Action missing(CatalogObject desired, @Nullable CatalogObject actual) {
    Set<String> values = values(desired);
    if (actual == null) {
      return Action.create(desired.key(), input(desired, values, Set.of()));
    }
    values.removeAll(values(actual));
    return values.isEmpty()
        ? Action.none(desired.key())
        : Action.update(desired.key(), input(desired, values, Set.of()), said(values, " missing"));
  }

  /** What to do so that no value is there that the source lacks. */
  public static Action surplus(CatalogObject desired, @Nullable CatalogObject actual) {
    if (actual == null) {
      return Action.none(desired.key());
    }
    Set<String> values = values(actual);
    values.removeAll(values(desired));
    return values.isEmpty()
        ? Action.none(desired.key())
        : Action.update(
            desired.key(), input(desired, Set.of(), values), said(values, " not in the source"));
  }

  public static Set<String> values(CatalogObject tag) {
    Set<String> values = new TreeSet<>();
    tag.definition().path("TagValues").forEach(value -> values.add(value.asText()));
    return values;
  }

  /** As UpdateLFTag takes it, of any length. */
  private static ObjectNode input(CatalogObject tag, Set<String> added, Set<String> deleted) {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("TagKey", tag.key().name());
    added.forEach(input.withArray("/" + ADD)::add);
    deleted.forEach(input.withArray("/" + DELETE)::add);
    return input;
  }

  private static String said(Set<String> values, String what) {
    boolean one = values.size() == 1;
    String named = String.join(", ", values.stream().limit(5).toList());
    String more = values.size() > 5 ? " and " + (values.size() - 5) + " more" : "";
    return (one ? "value " : "values ") + named + more + (one ? " is" : " are") + what;
  }
}
