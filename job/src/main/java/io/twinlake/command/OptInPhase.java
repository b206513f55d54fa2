package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.apply.Applier;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Principal;
import io.twinlake.plan.Action;
import io.twinlake.plan.Grantees;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Opt-ins of hybrid mode. Without its opt-in a principal is governed by IAM alone, so they are
 * there before anything is opened, and go when all the rest is in place (aws-facts 24).
 */
final class OptInPhase {
  private final Desired desired;
  private final Target target;
  private final Map<ObjectKey, ObjectNode> base;
  private final boolean withdrawExtras;
  private final Grantees grantees;
  private final Existence existence;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private final Set<ObjectKey> decided = new HashSet<>();
  private final Set<ObjectKey> givenAnew = new HashSet<>();
  private final Map<ObjectKey, ObjectNode> failures = new LinkedHashMap<>();

  /**
   * @param base opt-ins of the snapshot restored last
   * @param withdrawExtras whether opt-ins that were never ours go too
   */
  OptInPhase(
      Desired desired,
      Target target,
      Map<ObjectKey, ObjectNode> base,
      boolean withdrawExtras,
      Grantees grantees,
      Existence existence,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.withdrawExtras = withdrawExtras;
    this.grantees = grantees;
    this.existence = existence;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  /**
   * Those that are missing on what the target holds already, before anything is changed in it: a
   * table may move to where IAM alone decides about all who have not opted in.
   */
  void early() {
    Map<ObjectKey, ObjectNode> missing = new LinkedHashMap<>(desired.lakeFormation().optIns());
    missing.keySet().removeAll(target.lakeFormation().optIns().keySet());
    Map<String, Set<ObjectKey>> tables = new HashMap<>();
    missing.values().removeIf(input -> !isInTarget(input.withObject("/Resource"), tables));
    give(missing);
  }

  /**
   * @param tables those of databases that were listed
   */
  private boolean isInTarget(ObjectNode resource, Map<String, Set<ObjectKey>> tables) {
    if (GrantResource.kind(resource).equals("Catalog")) {
      return GrantResource.otherCatalog(resource).isEmpty() && !target.databases().isEmpty();
    }
    ObjectKey database = ObjectKey.database(GrantResource.database(resource));
    return target.databases().containsKey(database)
        && !target.isLink(database)
        && GrantResource.table(resource)
            .map(table -> tables.computeIfAbsent(table.database(), this::tables).contains(table))
            .orElse(true);
  }

  /** None that cannot be read: nothing is written to those. */
  private Set<ObjectKey> tables(String database) {
    Set<ObjectKey> tables = new HashSet<>();
    try {
      target.glue().tables(database).forEachRemaining(table -> tables.add(table.key()));
    } catch (SdkException e) {
      tables.clear();
    }
    return tables;
  }

  /**
   * The others that are missing.
   *
   * @param awaited tables that are not there yet; opt-ins on them are left for another time
   */
  void missing(Predicate<ObjectKey> awaited) {
    events.began("opt-ins", desired.lakeFormation().optIns().size());
    Map<ObjectKey, ObjectNode> optIns = new LinkedHashMap<>(desired.lakeFormation().optIns());
    optIns.entrySet().removeIf(optIn -> decided.contains(optIn.getKey()) && !isForgotten(optIn));
    optIns
        .values()
        .removeIf(
            input ->
                GrantResource.table(input.withObject("/Resource")).filter(awaited).isPresent());
    give(optIns);
  }

  private void give(Map<ObjectKey, ObjectNode> optIns) {
    List<Action> actions = new ArrayList<>();
    optIns.forEach(
        (key, input) -> actions.add(isThere(key, input) ? Action.none(key) : give(key, input)));
    decided.addAll(optIns.keySet());
    optIns.entrySet().stream().filter(this::isForgotten).forEach(o -> givenAnew.add(o.getKey()));
    Set<ObjectKey> failed = applier.apply(actions.iterator(), writers.optIns());
    optIns.forEach(
        (key, input) -> {
          if (failed.contains(key)) {
            failures.put(key, input.withObject("/Resource"));
          }
        });
  }

  private boolean isThere(ObjectKey key, ObjectNode input) {
    return target.lakeFormation().optIns().containsKey(key) && !isOnReplaced(input);
  }

  /** Lake Formation forgets it with what was deleted, and keeps it from what has its name now. */
  private boolean isOnReplaced(ObjectNode input) {
    return GrantResource.named(input.withObject("/Resource")).stream().anyMatch(applier::replaced);
  }

  /** Whether it is to be given again, once, if it was there or given early. */
  private boolean isForgotten(Map.Entry<ObjectKey, ObjectNode> optIn) {
    return isOnReplaced(optIn.getValue()) && !givenAnew.contains(optIn.getKey());
  }

  private Action give(ObjectKey key, ObjectNode input) {
    ObjectNode resource = input.withObject("/Resource");
    return grantees
        .objection(key.name())
        .or(() -> existence.missing(resource))
        .or(() -> broken(resource))
        .map(reason -> Action.skip(key, reason))
        .orElseGet(() -> Action.create(key, input));
  }

  private Optional<String> broken(ObjectNode resource) {
    return GrantResource.named(resource).stream()
        .flatMap(key -> applier.objection(key).stream())
        .findFirst()
        .map(reason -> "held back, because " + reason);
  }

  /** Why a table is left as it is, for people, or empty: who has not opted in may see it move. */
  Optional<String> objection(ObjectKey table) {
    return failures.entrySet().stream()
        .filter(failure -> reaches(failure.getValue(), table))
        .findFirst()
        .map(failure -> notGiven(failure.getKey()));
  }

  private static boolean reaches(ObjectNode resource, ObjectKey table) {
    return isOnCatalog(resource)
        || (GrantResource.database(resource).equals(table.database())
            && GrantResource.table(resource).map(table::equals).orElse(true));
  }

  private static boolean isOnCatalog(ObjectNode resource) {
    return GrantResource.kind(resource).equals("Catalog");
  }

  /**
   * Why a grant is not given, for people, or empty: in a hybrid location IAM alone decides about
   * whoever reaches a table and has not opted in (aws-facts 24).
   */
  Optional<String> objection(Grant grant) {
    return failures.entrySet().stream()
        .filter(failure -> mayBe(grant.principal(), failure.getKey().name()))
        .filter(failure -> mayReach(grant.resource(), failure.getValue()))
        .findFirst()
        .map(failure -> notGiven(failure.getKey()));
  }

  private static boolean mayBe(String grantee, String principal) {
    return grantee.equals(principal) || new Principal(grantee).standsForMany();
  }

  private static boolean mayReach(ObjectNode granted, ObjectNode optIn) {
    boolean apart =
        GrantResource.table(granted).isPresent()
            && GrantResource.table(optIn).isPresent()
            && !GrantResource.table(granted).equals(GrantResource.table(optIn));
    return GrantResource.isPolicyOnTables(granted)
        || (!GrantResource.database(granted).isEmpty()
            && (isOnCatalog(optIn)
                || (GrantResource.database(granted).equals(GrantResource.database(optIn))
                    && !apart)));
  }

  private static String notGiven(ObjectKey optIn) {
    return "held back, because " + optIn + " could not be given";
  }

  /**
   * Databases of opt-ins that are not in place: without them, what is open to IAM is open to
   * principals who shall see less.
   */
  Set<String> databasesWithout() {
    Set<String> databases = new TreeSet<>();
    desired.lakeFormation().optIns().keySet().stream()
        .filter(applier::broken)
        .forEach(key -> databases.add(key.database()));
    return databases;
  }

  /** Takes back those that were ours and that the source has withdrawn. */
  void withdrawn() {
    if (!desired.tellsGone(Kind.OPT_IN)) {
      return;
    }
    Map<ObjectKey, ObjectNode> surplus = surplus();
    List<Action> actions = new ArrayList<>();
    surplus.forEach(
        (key, input) -> {
          if (base.containsKey(key)) {
            actions.add(new Action(Op.DELETE, key, input, "withdrawn in the source"));
          } else if (withdrawExtras) {
            actions.add(new Action(Op.DELETE, key, input, "not in the source"));
          }
        });
    applier.apply(actions.iterator(), writers.optIns());
    sayWhatIsLeft(surplus.size() - actions.size());
  }

  private Map<ObjectKey, ObjectNode> surplus() {
    Map<ObjectKey, ObjectNode> surplus = new LinkedHashMap<>(target.lakeFormation().optIns());
    surplus.keySet().removeAll(desired.lakeFormation().optIns().keySet());
    surplus.entrySet().removeIf(e -> !(base.containsKey(e.getKey()) || concerns(e)));
    return surplus;
  }

  private boolean concerns(Map.Entry<ObjectKey, ObjectNode> optIn) {
    return desired.chosen().includesGrant(optIn.getKey())
        && new GrantScope(desired).concernsOptIn(optIn.getValue().withObject("/Resource"));
  }

  private void sayWhatIsLeft(int count) {
    if (count > 0) {
      events.warn(
          "%d opt-ins of the target are neither the source's nor ours; verify names them, revoke_target_permissions = True takes them away."
              .formatted(count));
    }
  }
}
