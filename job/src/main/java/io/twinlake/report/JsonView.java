package io.twinlake.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Kind;
import io.twinlake.model.Outcome;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A summary for a program: stable, documented in {@code src/docs/output-json.md}. */
public final class JsonView {
  private JsonView() {}

  /** One object without line breaks. */
  public static ObjectNode render(Summary summary) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("command", summary.command().word());
    json.put("exit", summary.exit().word());
    json.put("exit_code", summary.exit().code());
    json.set("totals", outcomes(summary.counts()::of));
    ObjectNode counts = json.putObject("counts");
    for (Kind kind : summary.counts().byKind().keySet()) {
      counts.set(kind.name(), outcomes(outcome -> summary.counts().of(kind, outcome)));
    }
    ArrayNode notes = json.putArray("notes");
    summary
        .notes()
        .forEach(
            note ->
                notes
                    .addObject()
                    .put("level", note.level().name().toLowerCase(Locale.ROOT))
                    .put("sentence", note.sentence()));
    ArrayNode listed = json.putArray("listed");
    summary.listed().forEach(result -> listed.add(result.toJson()));
    summary.errors().forEach(json.putArray("errors")::add);
    json.put("problems", summary.problems());
    return json;
  }

  private static ObjectNode outcomes(ToLongFunction<Outcome> count) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Outcome outcome : Outcome.values()) {
      json.put(outcome.word(), count.applyAsLong(outcome));
    }
    return json;
  }
}
