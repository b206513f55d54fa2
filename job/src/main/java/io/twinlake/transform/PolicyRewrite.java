package io.twinlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ResourcePolicy;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The catalog's resource policy for the target: its ARNs name the target's region and account
 * (aws-facts 12), and principals are who stands for them. A statement that allows nobody any more
 * is left out.
 */
public record PolicyRewrite(PrincipalMapping principals, String sourceRegion, String targetRegion) {
  private static final Pattern GLUE =
      Pattern.compile("(arn:[\\w-]+:glue:)([\\w-]+):(\\d{12})(:.*)");
  private static final Pattern PRINCIPAL =
      Pattern.compile("\\d{12}|arn:[\\w-]+:(iam|sts):.*", Pattern.DOTALL);

  /** The object as it is to be in the target; the same object when it is of another kind. */
  public CatalogObject rewrite(CatalogObject object) {
    if (!object.key().kind().equals(Kind.RESOURCE_POLICY)) {
      return object;
    }
    ResourcePolicy policy =
        ResourcePolicy.parse(object.definition().path("PolicyInJson").asText(""));
    ResourcePolicy rewritten =
        ResourcePolicy.of(
            policy.statements().values().stream()
                .map(this::statement)
                .filter(PolicyRewrite::isToSomebody)
                .toList());
    return new CatalogObject(
        object.key(), object.definition().deepCopy().put("PolicyInJson", rewritten.text()));
  }

  private ObjectNode statement(ObjectNode statement) {
    ObjectNode copy = (ObjectNode) value(statement);
    JsonNode principal = copy.path("Principal").path("AWS");
    if (statement.path("Effect").asText("").equals("Allow")
        && copy.path("Principal") instanceof ObjectNode to
        && !principal.isMissingNode()) {
      ArrayNode kept = to.arrayNode();
      JsonNode before = statement.path("Principal").path("AWS");
      for (JsonNode each : before.isArray() ? before : to.arrayNode().add(before)) {
        if (!principals.leavesOut(each.asText())) {
          kept.add(value(each));
        }
      }
      to.set("AWS", kept);
    }
    return copy;
  }

  private static boolean isToSomebody(ObjectNode statement) {
    JsonNode principals = statement.path("Principal").path("AWS");
    return !(principals.isArray()
        && principals.isEmpty()
        && statement.path("Principal").size() == 1);
  }

  private JsonNode value(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      object.properties().forEach(member -> copy.set(member.getKey(), value(member.getValue())));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      StreamSupport.stream(array.spliterator(), false).map(this::value).forEach(copy::add);
      return copy;
    }
    return value.isTextual() ? TextNode.valueOf(text(value.textValue())) : value;
  }

  private String text(String text) {
    Matcher glue = GLUE.matcher(text);
    if (glue.matches()) {
      String region = glue.group(2).equals(sourceRegion) ? targetRegion : glue.group(2);
      return glue.group(1) + region + ":" + principals.account(glue.group(3)) + glue.group(4);
    }
    return PRINCIPAL.matcher(text).matches() ? principals.principal(text) : text;
  }
}
