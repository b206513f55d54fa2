package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.apply.Applier;
import io.twinlake.config.TwinlakeConfig.Operation;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.Grantees;
import io.twinlake.plan.SettingsMerge;
import java.util.List;

/**
 * The data lake settings: first nothing that is created is opened, and last of all they become the
 * source's. A run that is cut off in between leaves the region closed; the next one puts the
 * source's defaults.
 */
final class SettingsPhase {
  private final Desired desired;
  private final Target target;
  private final Operation operation;
  private final Grantees grantees;
  private final Writers writers;
  private final Applier applier;
  private final Events events;

  SettingsPhase(
      Desired desired,
      Target target,
      Operation operation,
      Grantees grantees,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.operation = operation;
    this.grantees = grantees;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  /** A table has the defaults of its database, so databases alone are opened by the region's. */
  void closeDefaults() {
    if (closesDefaults()) {
      Action close = Action.update(key(), target.lakeFormation().settings(), "");
      applier.applyStep(List.of(close).iterator(), writers.closedSettings());
    }
  }

  private boolean closesDefaults() {
    return operation.syncLfSettings()
        && operation.syncGlueCatalog()
        && !saved().isEmpty()
        && SettingsMerge.opens(target.lakeFormation().settings())
        && desired.databases().keySet().stream().anyMatch(key -> !target.has(key));
  }

  void merge() {
    if (saved().isEmpty()) {
      return;
    }
    if (!operation.syncLfSettings()) {
      events.results(Kind.SETTINGS, Outcome.SKIPPED, 1);
      return;
    }
    ObjectNode before = target.lakeFormation().settings();
    SettingsMerge merged = SettingsMerge.merge(saved(), before, grantees);
    String difference = merged.difference(before);
    if (!difference.isEmpty()) {
      merged.leftOut().forEach(events::warn);
    }
    Action update = Action.update(key(), saved(), difference);
    if (!difference.isEmpty()) {
      applier.apply(List.of(update).iterator(), writers.settings());
    } else if (!closesDefaults()
        || applier.applyStep(List.of(update).iterator(), writers.settings()).isEmpty()) {
      applier.apply(List.of(Action.none(key())).iterator(), writers.settings());
    }
  }

  private ObjectNode saved() {
    return desired.lakeFormation().settings();
  }

  private ObjectKey key() {
    return ObjectKey.global(Kind.SETTINGS, target.region().name());
  }
}
