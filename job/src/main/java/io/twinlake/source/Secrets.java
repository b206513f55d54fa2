package io.twinlake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Cuts out of a definition what may be a secret: members and properties whose name says so, and
 * texts that hold one. Where the secret is kept, in AWS Secrets Manager, is none.
 *
 * @see <a href="https://docs.aws.amazon.com/glue/latest/webapi/API_Connection.html">AWS: connection
 *     properties</a>
 */
final class Secrets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(passw(or)?d|passphrase|pwd|secret|credential|authorization|(private|access|api|account)[_. -]?key).*|.*(token|sas)|(.*[_. -])?pass([_. -].*)?");

  /** {@code jdbc:…?password=x}, {@code mongodb://user:x@host} and the like. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?is).*(passw(or)?d|passphrase|pwd|secret|token|(access|api|account)[_. -]?key|[?&;]pass)\"?\\s*[=:].*|(bearer|basic)\\s.*|.*:thin:[^/@]+/.+@.*|.*://[^/@\\s]*:[^/@\\s]*@.*|.*[/:][^/@\\s:]+/[^/@\\s:]+@.*|.*-----BEGIN.*");

  private static final Pattern PLACE =
      Pattern.compile(
          "arn:[a-z-]+:(secretsmanager|kms|iam):[\\w-]*:\\d*:[\\w/+=.@-]+(:[\\w/+=.@-]+)*");

  private Secrets() {}

  /**
   * @return the names of what was cut, without what is around it
   */
  static List<String> cut(ObjectNode definition) {
    List<String> names = new ArrayList<>();
    cut(definition, names);
    return names;
  }

  private static void cut(ObjectNode definition, List<String> names) {
    Iterator<Map.Entry<String, JsonNode>> members = definition.properties().iterator();
    while (members.hasNext()) {
      Map.Entry<String, JsonNode> member = members.next();
      if (isSecret(member.getKey(), member.getValue())) {
        names.add(member.getKey());
        members.remove();
      } else {
        descend(member.getValue(), names);
      }
    }
  }

  private static void descend(JsonNode value, List<String> names) {
    if (value instanceof ObjectNode object) {
      cut(object, names);
    } else if (value.isArray()) {
      value.forEach(each -> descend(each, names));
    }
  }

  /** SECRET_ID is the name of a secret of AWS Secrets Manager. */
  private static boolean isSecret(String name, JsonNode value) {
    if ((value.isTextual() && PLACE.matcher(value.textValue()).matches())
        || name.equalsIgnoreCase("SECRET_ID")) {
      return false;
    }
    return NAME.matcher(name).matches()
        || (value.isTextual() && VALUE.matcher(value.textValue()).matches());
  }
}
