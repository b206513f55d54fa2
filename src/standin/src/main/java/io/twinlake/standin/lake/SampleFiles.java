package io.twinlake.standin.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.PojoJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;

/** The sample lake as it stands in this package's resource files. */
record SampleFiles(LakeClients clients) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Creates a file's database and the tables in it, as Glue's own CLI input spells them. */
  void create(String database) {
    JsonNode file = json(database + ".json");
    clients.glue().createDatabase(input(file));
    file.get("Tables").forEach(table -> clients.glue().createTable(input(database, table)));
  }

  private static CreateDatabaseRequest input(JsonNode file) {
    ObjectNode input = MAPPER.createObjectNode().set("DatabaseInput", file.get("DatabaseInput"));
    return PojoJson.decode(input, CreateDatabaseRequest.builder());
  }

  private static CreateTableRequest input(String database, JsonNode table) {
    ObjectNode input = table.deepCopy();
    return PojoJson.decode(input.put("DatabaseName", database), CreateTableRequest.builder());
  }

  List<GrantLine> grants() {
    return text("grants.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(GrantLine::parse)
        .toList();
  }

  private JsonNode json(String name) {
    try {
      return MAPPER.readTree(text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String name) {
    try (InputStream in = SampleFiles.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
          .replace("{region}", clients.region())
          .replace("{account}", clients.account());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
