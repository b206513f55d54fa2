package io.twinlake.command;

import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Manifest.Unread;
import io.twinlake.snapshot.Manifest.Unsupported;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a snapshot is good for, as its manifest tells, to whoever asks for what the config says. */
record Acceptance(Manifest manifest, TwinlakeConfig config) {
  /** A snapshot that may lack filters, tags and grants is no one's wish unless they say so. */
  void requireWhole() {
    if (!manifest.completeness().dataLakeAdmin()) {
      throw UserError.failed(
          "Snapshot %s was made by %s, no data lake administrator of %s, so tables, LF-tags, data cells filters, row policies and grants may be missing from it; make that principal a read-only administrator there and back up again, or restore what there is with --accept-incomplete."
              .formatted(manifest.id(), manifest.completeness().caller(), manifest.sourceRegion()));
    }
    requireWhatNarrows();
    requirePolicy();
  }

  /** A resource policy that may deny, and that nobody asked about, is not none. */
  private void requirePolicy() {
    if (config.operation().restoreResourcePolicy()
        && !manifest.scope().includes(Kind.RESOURCE_POLICY)) {
      throw UserError.failed(
          "Snapshot %s does not hold the catalog's resource policy, because [Catalog] include did not name resource_policy when it was made, so nothing of what the policy denies would be denied; back up again, set restore_resource_policy = False, or restore what there is with --accept-incomplete."
              .formatted(manifest.id()));
    }
  }

  private void requireWhatNarrows() {
    List<Unread> unread =
        manifest.unread().stream().filter(each -> narrows(each.key().kind())).toList();
    if (unread.stream().anyMatch(Unread::isOfEarlierVersion)) {
      throw UserError.failed(
          "Snapshot %s was made by a version that did not back up LF-tag expressions and assignments, data cells filters and row policies, so grants may give more than in the source; back up again, or restore what there is with --accept-incomplete."
              .formatted(manifest.id()));
    }
    if (!unread.isEmpty()) {
      throw UserError.failed(
          "Snapshot %s lacks %d things that narrow what grants give, e.g. %s (%s), so grants may give more than in the source; back up again with a caller who may read them, or restore what there is with --accept-incomplete."
              .formatted(
                  manifest.id(), unread.size(), unread.get(0).key(), unread.get(0).reason()));
    }
  }

  /** A resource policy may deny. */
  private boolean narrows(Kind kind) {
    return kind.narrows()
        || (kind.equals(Kind.RESOURCE_POLICY) && config.operation().restoreResourcePolicy());
  }

  void sayWhatItLacks(Events events) {
    sayWhatItWasNotToHold(events);
    if (!manifest.unread().isEmpty()) {
      events.problem(
          "Snapshot %s lacks %d things that the backup could not read, e.g. %s; back up again if the source is there."
              .formatted(manifest.id(), manifest.unread().size(), manifest.unread().get(0).key()));
    }
    if (!manifest.unsupported().isEmpty()) {
      events.info(
          "Snapshot %s holds nothing of what %s did not know: %s."
              .formatted(
                  manifest.id(),
                  manifest.sourceRegion(),
                  manifest.unsupported().stream()
                      .map(Unsupported::kind)
                      .collect(Collectors.joining(", "))));
    }
    if (!manifest.completeness().dataLakeAdmin()) {
      events.warn(
          "Snapshot %s was made by %s, no data lake administrator of the source, and may lack objects and grants."
              .formatted(manifest.id(), manifest.completeness().caller()));
    }
  }

  /** What is asked for now and was not asked for when the snapshot was made. */
  private void sayWhatItWasNotToHold(Events events) {
    Set<Kind> absent = new TreeSet<>(config.scope().kinds());
    absent.removeAll(manifest.scope().kinds());
    if (!absent.isEmpty()) {
      events.warn(
          "Snapshot %s holds nothing of kind %s, because [Catalog] include did not name it when it was made, so none of that is restored or compared; back up again if it is wanted."
              .formatted(
                  manifest.id(),
                  absent.stream().map(Kind::name).collect(Collectors.joining(", "))));
    }
  }
}
