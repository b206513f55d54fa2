package io.twinlake.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The objects of a problem file, shortened to what tells them apart here. */
final class Differences {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Differences() {}

  /** For example {@code created grant role/Analyst sales.orders}, in order. */
  static List<String> read(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode json = MAPPER.readTree(line);
      if (!json.path("outcome").asText().equals("skipped")) {
        found.add(
            json.path("outcome").asText() + " " + json.path("kind").asText() + " " + name(json));
      }
    }
    return found.stream().sorted().toList();
  }

  private static String name(JsonNode json) throws IOException {
    String name = json.path("name").asText();
    if (!json.path("kind").asText().equals("grant")) {
      return json.path("database").asText() + "." + name;
    }
    JsonNode resource = MAPPER.readTree(json.at("/values/0").asText());
    JsonNode table = resource.path("Table");
    String on =
        table.isMissingNode()
            ? resource.at("/LFTagPolicy/ExpressionName").asText()
            : table.path("DatabaseName").asText() + "." + table.path("Name").asText();
    return name.replaceFirst("^.*:", "") + " " + on;
  }
}
