package io.twinlake.standin.lakeformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Rows that a newer Lake Formation lists and the SDK of today does not know: they come as they are,
 * on the last page of all rows.
 */
final class MoreRows {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<ObjectNode> rows = new CopyOnWriteArrayList<>();
  private final Set<String> known = new CopyOnWriteArraySet<>();
  private final Settings settings;

  MoreRows(Settings settings) {
    this.settings = settings;
  }

  void add(String json) {
    try {
      rows.add((ObjectNode) MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This row is not JSON: " + json, e);
    }
  }

  void know(String kind) {
    known.add(kind);
  }

  /** A batch in which such resources are as empty as the SDK's shapes leave them. */
  ObjectNode emptied(ObjectNode request) {
    request
        .path("Entries")
        .forEach(
            entry -> {
              if (isKnown(entry)) {
                ((ObjectNode) entry).putObject("Resource");
              }
            });
    return request;
  }

  private boolean isKnown(JsonNode entry) {
    return entry.path("Resource").properties().stream()
        .map(Map.Entry::getKey)
        .anyMatch(known::contains);
  }

  /** The batch has failed for entries whose resource is empty; these are taken. */
  ObjectNode granted(Call call, ObjectNode request, ObjectNode answer) {
    return settled(request, answer, rows::add);
  }

  ObjectNode revoked(Call call, ObjectNode request, ObjectNode answer) {
    return settled(request, answer, rows::remove);
  }

  private ObjectNode settled(ObjectNode request, ObjectNode answer, Consumer<ObjectNode> change) {
    for (JsonNode entry : request.path("Entries")) {
      if (isKnown(entry)) {
        ObjectNode row = entry.deepCopy();
        row.remove(List.of("Id", "PermissionsWithGrantOption"));
        change.accept(row);
        String id = entry.path("Id").asText();
        answer
            .withArray("Failures")
            .removeIf(failure -> failure.path("RequestEntry").path("Id").asText().equals(id));
      }
    }
    return answer;
  }

  ObjectNode appended(Call call, ObjectNode request, ObjectNode answer) {
    boolean filtered = Stream.of("Resource", "Principal", "ResourceType").anyMatch(request::has);
    if (!filtered && !answer.has("NextToken") && settings.seesAll(call.caller().principal())) {
      answer.withArray("PrincipalResourcePermissions").addAll(rows);
    }
    return answer;
  }
}
