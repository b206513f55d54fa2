package io.twinlake.plan;

import io.twinlake.model.ColumnGrants;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to do about grants. Revokes come first and grants last, so that no moment is wider than the
 * source. Named columns are told together, as they are granted.
 *
 * @param revokes granted by an earlier restore and gone from the source, opened to everyone against
 *     the source, in the way of what is to be granted, or, when asked for, never ours
 * @param grants missing ones to named principals
 * @param opens missing ones to IAM_ALLOWED_PRINCIPALS, which switch Lake Formation off for an
 *     object
 * @param extras what the target grants beyond the source and what is left as it is
 * @param unchanged grants that are as they should be
 * @param refused missing ones that are not given
 */
public record GrantPlan(
    List<Change> revokes,
    List<Change> grants,
    List<Change> opens,
    List<Change> extras,
    List<Grant> unchanged,
    List<Refused> refused) {

  /**
   * Permissions to give or take.
   *
   * @param wasThere whether the target already has a grant of this key
   */
  public record Change(Grant grant, boolean wasThere) {}

  /**
   * A grant that is not given.
   *
   * @param reason for people: why, and what to do
   */
  public record Refused(Grant grant, String reason) {}

  /**
   * Whose grants these are and how far they may be touched.
   *
   * @param isComplete whether a grant that the snapshot lacks is known to be absent in the source
   * @param grantees to whom anything may be given
   */
  public record Policy(
      Predicate<Grant> concernsSnapshot,
      boolean revokeExtras,
      boolean isComplete,
      Grantees grantees) {}

  /**
   * Compares grants by key.
   *
   * @param base what the snapshot restored last had: what it holds and desired lacks was revoked in
   *     the source
   */
  public static GrantPlan of(
      Map<ObjectKey, Grant> desired,
      Map<ObjectKey, Grant> actual,
      Map<ObjectKey, Grant> base,
      Policy policy) {
    GrantPlan plan =
        new GrantPlan(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    Map<ObjectKey, TableRights> tables = tablesWithColumns(desired, actual);
    actual.forEach(
        (key, grant) ->
            plan.decide(verdict(grant, desired.get(key), base.get(key), policy), tables, policy));
    desired.forEach(
        (key, grant) -> {
          if (!actual.containsKey(key)) {
            plan.decide(GrantVerdict.missing(grant), tables, policy);
          }
        });
    tables.values().forEach(rights -> plan.settle(rights, policy));
    return plan.joined();
  }

  /** Where grants can stand in each other's way: rights on some columns, on either side. */
  private static Map<ObjectKey, TableRights> tablesWithColumns(
      Map<ObjectKey, Grant> desired, Map<ObjectKey, Grant> actual) {
    Map<ObjectKey, TableRights> tables = new HashMap<>();
    for (Map<ObjectKey, Grant> side : List.of(desired, actual)) {
      for (Grant grant : side.values()) {
        if (ColumnGrants.isOnSome(grant)) {
          TableRights.of(grant)
              .ifPresent(table -> tables.computeIfAbsent(table, any -> new TableRights()));
        }
      }
    }
    return tables;
  }

  private static GrantVerdict verdict(
      Grant actual, @Nullable Grant desired, @Nullable Grant base, Policy policy) {
    boolean takeAll =
        policy.isComplete()
            && (actual.isToEveryone() || policy.revokeExtras())
            && (base != null || policy.concernsSnapshot().test(actual));
    return GrantVerdict.of(actual, desired, base, takeAll);
  }

  private void decide(GrantVerdict verdict, Map<ObjectKey, TableRights> tables, Policy policy) {
    Optional<TableRights> rights =
        tables.isEmpty() ? Optional.empty() : TableRights.of(verdict.kept()).map(tables::get);
    rights.ifPresentOrElse(together -> together.add(verdict), () -> settle(verdict, policy));
  }

  private void settle(GrantVerdict verdict, Policy policy) {
    take(verdict, policy);
    give(verdict, verdict.given(), objection(verdict, policy));
  }

  private void settle(TableRights rights, Policy policy) {
    Optional<String> objection =
        rights.verdicts().stream()
            .flatMap(verdict -> objection(verdict, policy).stream())
            .findFirst()
            .or(() -> rights.bar().map(GrantPlan::inTheWay));
    List<Grant> refusing = rights.verdicts().stream().map(GrantVerdict::given).toList();
    rights.makeWay(objection.isEmpty());
    for (int i = 0; i < refusing.size(); i++) {
      GrantVerdict verdict = rights.verdicts().get(i);
      Grant given = verdict.given();
      take(verdict, policy);
      if (objection.isPresent() && !refusing.get(i).isEmpty()) {
        refused.add(new Refused(refusing.get(i), objection.get()));
        // What was taken for a while alone is given again.
        given = given.minus(refusing.get(i));
      }
      if (!given.isEmpty() || refusing.get(i).isEmpty()) {
        TableRights.inTurn(given).forEach(part -> give(verdict, part, Optional.empty()));
      }
    }
  }

  private static Optional<String> objection(GrantVerdict verdict, Policy policy) {
    return verdict.given().isEmpty()
        ? Optional.empty()
        : policy.grantees().objection(verdict.key().name());
  }

  private static String inTheWay(Grant own) {
    return "not given, because the target's own grant of %s on %s stands in its way; revoke that, or restore with revoke_target_permissions = True"
        .formatted(own.rights(), GrantResource.describe(own.resource()));
  }

  private void take(GrantVerdict verdict, Policy policy) {
    boolean isDesired = verdict.desired() != null;
    if (!verdict.taken().isEmpty()) {
      revokes.add(new Change(verdict.taken(), isDesired));
    }
    if (!verdict.own().isEmpty() && policy.concernsSnapshot().test(verdict.kept())) {
      extras.add(new Change(verdict.own(), isDesired));
    }
  }

  /**
   * @param missing all of what is missing, or a part
   * @param objection why it is not given, or empty
   */
  private void give(GrantVerdict verdict, Grant missing, Optional<String> objection) {
    boolean wasThere = !(verdict.kept().isEmpty() && verdict.taken().isEmpty());
    if (missing.isEmpty()) {
      if (verdict.desired() != null && verdict.taken().isEmpty()) {
        unchanged.add(verdict.desired());
      }
    } else if (objection.isPresent()) {
      refused.add(new Refused(missing, objection.get()));
    } else {
      (missing.isToEveryone() ? opens : grants).add(new Change(missing, wasThere));
    }
  }

  private GrantPlan joined() {
    return new GrantPlan(
        GrantOrder.joined(revokes),
        GrantOrder.joined(grants),
        GrantOrder.joined(opens),
        GrantOrder.joined(extras),
        ColumnGrants.join(unchanged),
        refusedTogether());
  }

  private List<Refused> refusedTogether() {
    Map<String, List<Grant>> byReason = new TreeMap<>();
    refused.forEach(
        one -> byReason.computeIfAbsent(one.reason(), any -> new ArrayList<>()).add(one.grant()));
    List<Refused> joined = new ArrayList<>();
    byReason.forEach(
        (reason, grants) ->
            ColumnGrants.join(grants).forEach(grant -> joined.add(new Refused(grant, reason))));
    return joined;
  }
}
