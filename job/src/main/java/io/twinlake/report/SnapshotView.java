package io.twinlake.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Kind;
import io.twinlake.model.Outcome;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.SnapshotStore;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The list of snapshots, for people and for programs. */
public final class SnapshotView {
  private SnapshotView() {}

  /** One line a snapshot, newest first, then the folders that are none. */
  public static String text(SnapshotStore.Listing listing) {
    StringBuilder text = new StringBuilder();
    listing
        .complete()
        .forEach(one -> text.append("%s  %s%n".formatted(one.id(), description(one))));
    listing
        .passedOver()
        .forEach(one -> text.append("%s  not usable: %s%n".formatted(one.id(), one.reason())));
    return text.isEmpty() ? "There are no snapshots; run a backup.\n" : text.toString();
  }

  private static String description(Manifest manifest) {
    String counts =
        counts(manifest).byKind().keySet().stream()
            .map(kind -> Wording.counted(manifest.counts().getOrDefault(kind.name(), 0L), kind))
            .collect(Collectors.joining(", "));
    return (counts.isEmpty() ? "empty" : counts) + missing(manifest);
  }

  private static String missing(Manifest manifest) {
    StringBuilder missing = new StringBuilder();
    if (!manifest.unread().isEmpty()) {
      missing.append("; %,d could not be read".formatted(manifest.unread().size()));
    }
    if (!manifest.absentDatabases().isEmpty()) {
      missing.append("; without ").append(String.join(", ", manifest.absentDatabases()));
    }
    if (!manifest.completeness().dataLakeAdmin()) {
      missing.append("; grants may be missing, the caller was no data lake administrator");
    }
    if (!manifest.unsupported().isEmpty()) {
      missing
          .append("; the source knew no ")
          .append(
              manifest.unsupported().stream()
                  .map(one -> Wording.plural(new Kind(one.kind())))
                  .collect(Collectors.joining(", ")));
    }
    int cut = manifest.completeness().tablesThatMayBeCut().size();
    if (cut > 0) {
      missing.append("; columns of %,d tables may be missing".formatted(cut));
    }
    return missing.toString();
  }

  /** The kinds in the order of a restore. */
  private static Counts counts(Manifest manifest) {
    Map<Kind, Map<Outcome, Long>> counts = new HashMap<>();
    manifest
        .counts()
        .forEach((kind, count) -> counts.put(new Kind(kind), Map.of(Outcome.UNCHANGED, count)));
    return new Counts(counts);
  }

  /** One object without line breaks, as {@code src/docs/output-json.md} documents it. */
  public static ObjectNode json(SnapshotStore.Listing listing) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode snapshots = json.putArray("snapshots");
    listing.complete().forEach(one -> write(snapshots.addObject(), one));
    ArrayNode unusable = json.putArray("unusable");
    listing
        .passedOver()
        .forEach(one -> unusable.addObject().put("id", one.id()).put("reason", one.reason()));
    return json;
  }

  private static void write(ObjectNode json, Manifest manifest) {
    json.put("id", manifest.id())
        .put("account", manifest.account())
        .put("source_region", manifest.sourceRegion())
        .put("started", manifest.started().toString())
        .put("finished", manifest.finished().toString())
        .put("complete", manifest.completeness().complete() && manifest.unread().isEmpty());
    ObjectNode counts = json.putObject("counts");
    manifest.counts().forEach(counts::put);
    manifest.absentDatabases().forEach(json.putArray("absent_databases")::add);
    json.put("unread", manifest.unread().size());
    ArrayNode unsupported = json.putArray("unsupported");
    manifest.unsupported().forEach(one -> unsupported.add(one.kind()));
    json.put("tables_that_may_be_cut", manifest.completeness().tablesThatMayBeCut().size());
  }
}
