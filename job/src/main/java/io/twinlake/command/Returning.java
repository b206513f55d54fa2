package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.apply.GrantWriter;
import io.twinlake.aws.AwsRegion;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantRows;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.source.Caller;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run that wrote: what it granted itself, or lent to definers of views, is returned.
 */
record Returning(TargetLease lease, AwsRegion region, Caller caller, Events events)
    implements AutoCloseable {
  /** What dead runs left goes before anything is decided by what is held. */
  void before(Target target) {
    Map<ObjectKey, Grant> left = borrowed();
    close();
    if (lease.borrowed().isEmpty()) {
      Map<ObjectKey, Grant> held = target.lakeFormation().grants();
      left.forEach((key, grant) -> held.computeIfPresent(key, (any, all) -> rest(all, grant)));
    }
  }

  private static @Nullable Grant rest(Grant all, Grant returned) {
    Grant rest = all.minus(returned);
    return rest.isEmpty() ? null : rest;
  }

  @Override
  public void close() {
    if (lease.borrowed().isEmpty()) {
      return;
    }
    Applier quiet = new Applier(lease, region, Events.NONE);
    quiet.apply(revokes(), GrantWriter.revoking(region));
    if (quiet.failures() == 0) {
      lease.returned();
    } else {
      events.problem(
          "Not all rights that %s granted itself in %s, or lent to definers of views, could be taken back; the next run tries again."
              .formatted(caller.principal(), region.name()));
    }
  }

  private Iterator<Action> revokes() {
    return borrowed().values().stream()
        .map(grant -> Action.delete(grant.key(), grant.toEntry(), ""))
        .iterator();
  }

  private Map<ObjectKey, Grant> borrowed() {
    Map<ObjectKey, Grant> borrowed = new TreeMap<>();
    lease.borrowed().stream()
        .map(entry -> GrantRows.grant(entry, ""))
        .forEach(grant -> borrowed.merge(grant.key(), grant, Grant::and));
    return borrowed;
  }
}
