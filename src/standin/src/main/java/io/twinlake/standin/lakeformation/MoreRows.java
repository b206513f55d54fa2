package io.twinlake.standin.lakeformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.Call;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Rows that a newer Lake Formation lists and the SDK of today does not know: they come as they are,
 * on the last page of all rows.
 */
final class MoreRows {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<ObjectNode> rows = new CopyOnWriteArrayList<>();
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

  ObjectNode appended(Call call, ObjectNode request, ObjectNode answer) {
    boolean filtered = Stream.of("Resource", "Principal", "ResourceType").anyMatch(request::has);
    if (!filtered && !answer.has("NextToken") && settings.seesAll(call.caller().principal())) {
      answer.withArray("PrincipalResourcePermissions").addAll(rows);
    }
    return answer;
  }
}
