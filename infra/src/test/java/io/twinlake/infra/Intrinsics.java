package io.twinlake.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Resolves a template's intrinsic functions as CloudFormation does.
 *
 * @param references what {@code Ref} and {@code Fn::GetAtt} ("Id.Attribute") stand for
 */
record Intrinsics(Map<String, String> references) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}!]+)}");

  JsonNode resolve(JsonNode node) {
    if (node.isArray()) {
      ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> resolved.add(resolve(item)));
      return resolved;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.size() == 1) {
      Map.Entry<String, JsonNode> only = node.properties().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return TextNode.valueOf(call(only.getKey(), only.getValue()));
      }
    }
    ObjectNode resolved = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(e -> resolved.set(e.getKey(), resolve(e.getValue())));
    return resolved;
  }

  private String call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> reference(argument.asText());
      case "Fn::GetAtt" -> reference(argument.get(0).asText() + "." + argument.get(1).asText());
      case "Fn::Join" -> join(argument.get(0).asText(), resolve(argument.get(1)));
      case "Fn::Sub" -> substitute(argument.asText());
      default -> throw new IllegalArgumentException("Not resolved here: " + function);
    };
  }

  private String substitute(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(reference(match.group(1))));
  }

  private static String join(String separator, JsonNode parts) {
    return StreamSupport.stream(parts.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(separator));
  }

  private String reference(String name) {
    String value = references.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Nothing known of " + name);
    }
    return value;
  }
}
