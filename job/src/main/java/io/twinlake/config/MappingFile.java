package io.twinlake.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of principals: a JSON object of texts, or lines of CSV with two columns. In CSV a field
 * may stand in double quotes, and has to where it holds a comma; empty lines and those that begin
 * with {@code #} say nothing.
 */
final class MappingFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String FIELD = "\\s*(?:\"((?:[^\"]|\"\")*)\"|([^\",]*?))\\s*";
  private static final Pattern LINE = Pattern.compile(FIELD + "," + FIELD);

  private MappingFile() {}

  /** The file's entries in its order. */
  static List<Map.Entry<String, String>> entries(String text) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return content.stripLeading().startsWith("{") ? json(content) : csv(content);
  }

  private static List<Map.Entry<String, String>> json(String text) {
    JsonNode parsed;
    try {
      parsed = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadValue(
          "names a file that is not a JSON object of texts: %s in line %d; mend it"
              .formatted(
                  e.getOriginalMessage(),
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    }
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    ((ObjectNode) parsed)
        .properties()
        .forEach(
            member -> {
              if (!member.getValue().isTextual()) {
                throw new BadValue(
                    "names a file in which '%s' has %s; write a text in quotes"
                        .formatted(
                            Problems.shown(member.getKey()),
                            Problems.shown(member.getValue().toString())));
              }
              entries.add(Map.entry(member.getKey(), member.getValue().textValue()));
            });
    return entries;
  }

  private static List<Map.Entry<String, String>> csv(String text) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches()) {
          throw new BadValue(
              "names a file whose line %d is no pair: %s; write old,new (in double quotes where there is a comma), or a JSON object"
                  .formatted(i + 1, Problems.shown(line)));
        }
        entries.add(Map.entry(field(fields, 1), field(fields, 3)));
      }
    }
    return entries;
  }

  private static String field(Matcher fields, int group) {
    String quoted = fields.group(group);
    return quoted == null ? fields.group(group + 1) : quoted.replace("\"\"", "\"");
  }
}
