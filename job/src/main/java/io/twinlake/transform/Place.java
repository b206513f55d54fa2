package io.twinlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a definition something is named that may be another in the target.
 *
 * @param path member names from the top, {@code *} for every member; every element of an array on
 *     the way is meant
 * @param spelling how a text that stands there is rewritten
 */
record Place<M>(List<String> path, Spelling<M> spelling) {
  static final String EVERY = "*";

  /** Rewrites a text that stands under a member's name. */
  @FunctionalInterface
  interface Spelling<M> {
    String rewrite(M mapping, String member, String text);
  }

  static Place<Locations> location(String... path) {
    return new Place<>(List.of(path), (mapping, member, text) -> mapping.location(text));
  }

  static Place<Locations> arn(String... path) {
    return new Place<>(List.of(path), (mapping, member, text) -> mapping.arn(text));
  }

  /** A map of free names: the values that are locations, by name or by what they are. */
  static Place<Locations> parameters(String... path) {
    return new Place<>(List.of(path), new ParameterSpelling());
  }

  /** The definition with all of the places rewritten, the same when nothing in it changes. */
  static <M> ObjectNode rewrite(ObjectNode definition, List<Place<M>> places, M mapping) {
    ObjectNode rewritten = definition;
    for (Place<M> place : places) {
      rewritten = place.rewrite(rewritten, mapping);
    }
    return rewritten;
  }

  /** The same node when nothing in it changes, else a new one that shares what stays. */
  ObjectNode rewrite(ObjectNode definition, M mapping) {
    return (ObjectNode) rewrite(definition, 0, "", mapping);
  }

  private JsonNode rewrite(JsonNode node, int depth, String member, M mapping) {
    if (node instanceof ArrayNode array) {
      return elements(array, depth, member, mapping);
    }
    if (depth == path.size()) {
      return node.isTextual() ? text(node, member, mapping) : node;
    }
    return node instanceof ObjectNode object ? members(object, depth, mapping) : node;
  }

  private JsonNode elements(ArrayNode array, int depth, String member, M mapping) {
    ArrayNode rewritten = array.arrayNode(array.size());
    array.forEach(element -> rewritten.add(rewrite(element, depth, member, mapping)));
    return rewritten.equals(array) ? array : rewritten;
  }

  private JsonNode text(JsonNode node, String member, M mapping) {
    String rewritten = spelling.rewrite(mapping, member, node.textValue());
    return rewritten.equals(node.textValue()) ? node : TextNode.valueOf(rewritten);
  }

  private JsonNode members(ObjectNode object, int depth, M mapping) {
    String wanted = path.get(depth);
    Map<String, JsonNode> changed = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (wanted.equals(EVERY) || wanted.equals(member.getKey())) {
        JsonNode rewritten = rewrite(member.getValue(), depth + 1, member.getKey(), mapping);
        if (!rewritten.equals(member.getValue())) {
          changed.put(member.getKey(), rewritten);
        }
      }
    }
    return changed.isEmpty()
        ? object
        : object.objectNode().<ObjectNode>setAll(object).setAll(changed);
  }
}
