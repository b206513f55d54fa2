package io.twinlake.command;

import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.source.Caller;
import io.twinlake.transform.PrincipalMapping;
import java.util.Map;

/** Which snapshot is restored: the one that was asked for, or the latest that is fit. */
record SnapshotChoice(
    SnapshotStore store,
    TwinlakeConfig config,
    Caller caller,
    PrincipalMapping principals,
    Events events) {
  /**
   * The snapshot, of which all bytes that matter were checked.
   *
   * @throws UserError when there is none, it is broken, or it is another account's
   */
  Snapshot checked(Selection selection) {
    requireAtHome();
    Snapshot snapshot = chosen(selection);
    requireOurs(snapshot.manifest());
    events.info("Snapshot " + snapshot.manifest().id() + ".");
    new Acceptance(snapshot.manifest(), config).sayWhatItLacks(events);
    if (selection.databases().isEmpty()) {
      snapshot.check();
    } else {
      snapshot.check(selection.databases());
    }
    return snapshot;
  }

  /** What is mapped to another account is restored there. */
  private void requireAtHome() {
    String target = principals.account(caller.account());
    if (!target.equals(caller.account())) {
      throw UserError.failed(
          "You are in account %s, which account_mapping maps to %s; use credentials of %s, or take the account out of the map."
              .formatted(caller.account(), target, target));
    }
  }

  private void requireOurs(Manifest manifest) {
    if (!principals.account(manifest.account()).equals(caller.account())) {
      throw UserError.failed(
          "Snapshot %s is of account %s and you are in account %s; use credentials of that account, or name both in [Principals] account_mapping."
              .formatted(manifest.id(), manifest.account(), caller.account()));
    }
  }

  private Snapshot chosen(Selection selection) {
    if (!selection.snapshot().equals(Selection.LATEST.snapshot())) {
      return store.open(selection.snapshot());
    }
    SnapshotStore.Latest latest =
        store.latest(sourceAccount(), config.sourceRegion(), config.scope());
    latest
        .passedOver()
        .forEach(p -> events.warn("Snapshot %s was passed over: %s".formatted(p.id(), p.reason())));
    return latest.snapshot();
  }

  /** The account that is restored into the caller's: one that is mapped to it, or itself. */
  private String sourceAccount() {
    return principals.accounts().entrySet().stream()
        .filter(entry -> entry.getValue().equals(caller.account()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(caller.account());
  }
}
