package io.twinlake.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of a target's state object.
 *
 * @param bases snapshots that were restored, the newest last; none but it when nothing of the
 *     others is left to undo
 * @param holder who holds the lease; null together with {@code since}
 */
record State(
    List<String> bases,
    @Nullable String holder,
    @Nullable Instant since,
    List<ObjectNode> borrowed) {
  private static final int FORMAT_VERSION = 1;

  State {
    bases = List.copyOf(bases);
    borrowed = List.copyOf(borrowed);
  }

  State withBases(List<String> ids) {
    return new State(ids, holder, since, borrowed);
  }

  State withBorrowed(List<ObjectNode> rights) {
    return new State(bases, holder, since, rights);
  }

  State released() {
    return new State(bases, null, null, borrowed);
  }

  /** Different bytes at every call: S3 tells states apart by their content's hash. */
  byte[] toBytes() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("format_version", FORMAT_VERSION);
    bases.forEach(json.putArray("bases")::add);
    if (holder != null) {
      json.putObject("lease").put("holder", holder).put("since", String.valueOf(since));
    }
    json.putArray("borrowed").addAll(borrowed);
    json.put("write", UUID.randomUUID().toString());
    try {
      return (Json.PRETTY.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param place the object's name, for sentences about it
   * @throws UserError when this is no state, or one of a newer format
   */
  static State parse(byte[] bytes, String place) {
    try {
      ObjectNode json = Json.object(bytes);
      if (json.path("format_version").asInt() > FORMAT_VERSION) {
        throw UserError.failed(
            "%s was written by a newer version of Twinlake; use that version.".formatted(place));
      }
      return parse(json);
    } catch (IOException | DateTimeException | ClassCastException e) {
      throw UserError.failed(
          "%s is damaged; restore its earlier version, or delete it when no run is writing that target, and the next run will delete nothing there."
              .formatted(place),
          e);
    }
  }

  private static State parse(ObjectNode json) {
    List<ObjectNode> borrowed = new ArrayList<>();
    json.path("borrowed").forEach(right -> borrowed.add((ObjectNode) right));
    List<String> bases = new ArrayList<>();
    json.path("bases").forEach(id -> bases.add(id.asText()));
    JsonNode since = json.at("/lease/since");
    return new State(
        bases,
        json.at("/lease/holder").textValue(),
        since.isMissingNode() ? null : Instant.parse(since.asText()),
        borrowed);
  }
}
