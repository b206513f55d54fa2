package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The AWS tags of one thing, compared tag by tag: a tag that was restored once and is gone from the
 * source goes, any other that only the target has is the target's own and stays.
 */
public final class AwsTags {
  private static final String TAGS = "Tags";
  private static final String ADDED = "TagsToAdd";
  private static final String REMOVED = "TagsToRemove";

  /** Tags that AWS sets itself and nobody else may (aws-facts 12). */
  private static final String OF_AWS = "aws:";

  private AwsTags() {}

  /**
   * What to do about the tags of one thing.
   *
   * @param base the names of tags that were restored once; empty when nothing may be taken
   * @param namesExtras whether what only the target has is told as a difference
   */
  public static Action decide(
      ObjectKey key,
      @Nullable CatalogObject desired,
      @Nullable CatalogObject actual,
      Set<String> base,
      boolean namesExtras) {
    Map<String, String> wanted = of(desired);
    Map<String, String> found = of(actual);
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    ObjectNode added = input.putObject(ADDED);
    List<String> differences = new ArrayList<>();
    wanted.forEach(
        (name, value) -> {
          if (!value.equals(found.get(name))) {
            added.put(name, value);
            differences.add(
                found.containsKey(name)
                    ? "%s is \"%s\" instead of \"%s\"".formatted(name, found.get(name), value)
                    : name + " is absent");
          }
        });
    Set<String> gone = new TreeSet<>(base);
    gone.retainAll(found.keySet());
    gone.removeAll(wanted.keySet());
    gone.forEach(name -> differences.add(name + " is gone from the source"));
    gone.forEach(input.putArray(REMOVED)::add);
    if (namesExtras) {
      found.keySet().stream()
          .filter(name -> !wanted.containsKey(name) && !gone.contains(name))
          .forEach(name -> differences.add(name + " is the target's own"));
    }
    if (differences.isEmpty()) {
      return Action.none(key);
    }
    return found.isEmpty()
        ? Action.create(key, input)
        : Action.update(key, input, String.join("; ", differences));
  }

  /** The creation of a thing together with its tags, as far as they may be set. */
  public static Action with(Action action, Iterator<CatalogObject> tags) {
    boolean makes = action.op() == Op.CREATE || action.op() == Op.REPLACE;
    Map<String, String> wanted = of(makes && tags.hasNext() ? tags.next() : null);
    if (wanted.isEmpty()) {
      return action;
    }
    ObjectNode input = action.input().deepCopy();
    wanted.forEach(input.putObject(TAGS)::put);
    return new Action(action.op(), action.key(), input, action.reason());
  }

  /** The tags in what a thing is created with. */
  public static Map<String, String> of(ObjectNode input) {
    return texts(input.path(TAGS));
  }

  /** What a thing is created with, without its tags. */
  public static ObjectNode without(ObjectNode input) {
    ObjectNode alone = input.deepCopy();
    alone.remove(TAGS);
    return alone;
  }

  /** The tags of a definition that may be set. */
  static Map<String, String> of(@Nullable CatalogObject tags) {
    return tags == null ? new TreeMap<>() : texts(tags.definition().path(TAGS));
  }

  /** The names of the tags of a definition. */
  public static Set<String> names(CatalogObject tags) {
    return of(tags).keySet();
  }

  public static Map<String, String> added(ObjectNode input) {
    return texts(input.path(ADDED));
  }

  public static List<String> removed(ObjectNode input) {
    List<String> removed = new ArrayList<>();
    input.path(REMOVED).forEach(name -> removed.add(name.asText()));
    return removed;
  }

  /** Whether tags that were read are as the input says. */
  public static boolean isDone(ObjectNode input, Optional<CatalogObject> actual) {
    Map<String, String> found = of(actual.orElse(null));
    return found.entrySet().containsAll(added(input).entrySet())
        && removed(input).stream().noneMatch(found::containsKey);
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object
        .properties()
        .forEach(
            tag -> {
              if (!tag.getKey().startsWith(OF_AWS)) {
                texts.put(tag.getKey(), tag.getValue().asText());
              }
            });
    return texts;
  }
}
