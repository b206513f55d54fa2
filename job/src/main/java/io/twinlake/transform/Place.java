package io.twinlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Where in a definition a bucket is named.
 *
 * @param path member names from the top; every element of an array on the way is meant
 * @param spelling how a text that stands there is rewritten
 */
record Place(List<String> path, BiFunction<BucketMapping, String, String> spelling) {
  static Place location(String... path) {
    return new Place(List.of(path), BucketMapping::location);
  }

  static Place arn(String... path) {
    return new Place(List.of(path), BucketMapping::arn);
  }

  /** The same node when nothing in it changes, else a new one that shares what stays. */
  ObjectNode rewrite(ObjectNode definition, BucketMapping mapping) {
    return (ObjectNode) rewrite(definition, 0, mapping);
  }

  private JsonNode rewrite(JsonNode node, int depth, BucketMapping mapping) {
    if (node instanceof ArrayNode array) {
      return elements(array, depth, mapping);
    }
    if (depth == path.size()) {
      return node.isTextual() ? text(node, mapping) : node;
    }
    return node instanceof ObjectNode object ? member(object, depth, mapping) : node;
  }

  private JsonNode elements(ArrayNode array, int depth, BucketMapping mapping) {
    ArrayNode rewritten = array.arrayNode(array.size());
    array.forEach(element -> rewritten.add(rewrite(element, depth, mapping)));
    return rewritten.equals(array) ? array : rewritten;
  }

  private JsonNode text(JsonNode node, BucketMapping mapping) {
    String rewritten = spelling.apply(mapping, node.textValue());
    return rewritten.equals(node.textValue()) ? node : TextNode.valueOf(rewritten);
  }

  private JsonNode member(ObjectNode object, int depth, BucketMapping mapping) {
    JsonNode value = object.get(path.get(depth));
    JsonNode rewritten = value == null ? null : rewrite(value, depth + 1, mapping);
    return rewritten == null || rewritten.equals(value)
        ? object
        : object.objectNode().<ObjectNode>setAll(object).set(path.get(depth), rewritten);
  }
}
