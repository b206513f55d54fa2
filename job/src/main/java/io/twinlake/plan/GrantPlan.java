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
   * @param grantees to whom anything may be given
   */
  public record Policy(
      Predicate<Grant> concernsSnapshot, boolean revokeExtras, Grantees grantees) {}

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
        (actual.isToEveryone() || policy.revokeExtras())
            && (base != null || policy.concernsSnapshot().test(actual));
    return GrantVerdict.of(actual, desired, base, takeAll);
  }

  private void decide(GrantVerdict verdict, Map<ObjectKey, TableRights> tables, Policy policy) {
    Optional<TableRights> rights =
        tables.isEmpty()
            ? Optional.empty()
            : TableRights.of(verdict.kept()).map(tables::get);
    rights.ifPresentOrElse(
        together -> together.add(verdict),
        () -> settle(verdict, objection(verdict, policy), List.of(verdict.given()), policy));
  }

  private void settle(TableRights rights, Policy policy) {
    if (rights.verdicts().stream().noneMatch(v -> objection(v, policy).isPresent())) {
      rights.makeWay();
    }
    for (GrantVerdict verdict : rights.verdicts()) {
      Optional<String> reason = objection(verdict, policy);
      settle(
          verdict,
          reason.isPresent() ? reason : rights.bar(verdict).map(GrantPlan::inTheWay),
          rights.inTurn(verdict.given()),
          policy);
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

  /**
   * @param objection why what is missing is not given, or empty
   * @param given what is missing, in the order in which it may be given
   */
  private void settle(
      GrantVerdict verdict, Optional<String> objection, List<Grant> given, Policy policy) {
    Grant actual = verdict.kept().and(verdict.taken());
    if (!verdict.taken().isEmpty()) {
      revokes.add(new Change(verdict.taken(), verdict.desired() != null));
    }
    if (!verdict.own().isEmpty() && policy.concernsSnapshot().test(actual)) {
      extras.add(new Change(verdict.own(), verdict.desired() != null));
    }
    if (verdict.desired() == null) {
      return;
    }
    if (objection.isPresent()) {
      refused.add(new Refused(verdict.given(), objection.get()));
    } else if (!verdict.given().isEmpty()) {
      List<Change> missing = actual.isToEveryone() ? opens : grants;
      given.forEach(part -> missing.add(new Change(part, !actual.isEmpty())));
    } else if (verdict.taken().isEmpty()) {
      unchanged.add(verdict.desired());
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
