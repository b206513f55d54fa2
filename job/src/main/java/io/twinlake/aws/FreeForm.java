package io.twinlake.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.document.Document;

/** Members that are any JSON, e.g. the defaults of an Iceberg schema's fields. */
final class FreeForm {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FreeForm() {}

  static JsonNode toNode(Document document) {
    if (document.isMap()) {
      ObjectNode object = JSON.objectNode();
      document.asMap().forEach((name, value) -> object.set(name, toNode(value)));
      return object;
    }
    if (document.isList()) {
      ArrayNode array = JSON.arrayNode();
      document.asList().forEach(item -> array.add(toNode(item)));
      return array;
    }
    if (document.isNumber()) {
      return JSON.numberNode(new BigDecimal(document.asNumber().stringValue()));
    }
    if (document.isBoolean()) {
      return JSON.booleanNode(document.asBoolean());
    }
    return document.isNull() ? JSON.nullNode() : JSON.textNode(document.asString());
  }

  static Document toDocument(JsonNode node) {
    if (node.isObject()) {
      Map<String, Document> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), toDocument(e.getValue())));
      return Document.fromMap(map);
    }
    if (node.isArray()) {
      List<Document> list = new ArrayList<>();
      node.forEach(item -> list.add(toDocument(item)));
      return Document.fromList(list);
    }
    if (node.isNumber()) {
      return Document.fromNumber(node.decimalValue());
    }
    if (node.isBoolean()) {
      return Document.fromBoolean(node.booleanValue());
    }
    return node.isNull() ? Document.fromNull() : Document.fromString(node.textValue());
  }
}
