package io.twinlake.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** One text for every way to write the same document: members sorted, no spaces. */
public final class Canonical {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Canonical() {}

  /** Two documents are equal exactly when their texts are; array order counts. */
  public static String text(JsonNode node) {
    return sorted(node).toString();
  }

  /**
   * The document of a canonical text.
   *
   * @throws IllegalArgumentException when it is no text of an object
   */
  static ObjectNode document(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode document) {
        return document;
      }
      throw new IllegalArgumentException("No JSON object: " + text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("No JSON: " + text, e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      TreeMap<String, JsonNode> members = new TreeMap<>();
      object
          .properties()
          .forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      members.forEach(result::set);
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> result.add(sorted(item)));
      return result;
    }
    return node;
  }
}
