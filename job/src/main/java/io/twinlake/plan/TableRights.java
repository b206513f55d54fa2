package io.twinlake.plan;

import io.twinlake.model.ColumnGrants;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one principal holds and shall hold on one table and its columns, where one grant can stand
 * in another's way (aws-facts 21): whoever holds SELECT on some columns cannot be given the rights
 * that change the table, columns can be chosen in one way only, and single columns can be neither
 * given beside SELECT on all of them nor taken out of it. So there is an order: what changes the
 * table, then some columns, then SELECT on all of them.
 *
 * <p>What is in the way and would come later in this order is taken, and given again in its turn.
 * What is in the way and is the target's own stays, and what it bars is not given.
 */
final class TableRights {
  private static final Set<String> CHANGING = Set.of("ALL", "ALTER", "DELETE", "DROP", "INSERT");
  private static final String ALL = "ALL";
  private static final String SELECT = "SELECT";

  private final List<GrantVerdict> verdicts = new ArrayList<>();

  /** Of whom and of which table a grant is, or empty when nothing can stand in its way. */
  static Optional<ObjectKey> of(Grant grant) {
    boolean isTable = grant.resourceKind().equals("Table");
    return isTable || ColumnGrants.isOnSome(grant)
        ? GrantResource.table(grant.resource()).map(table -> of(grant, table))
        : Optional.empty();
  }

  private static ObjectKey of(Grant grant, ObjectKey table) {
    List<String> which = new ArrayList<>(List.of(table.name()));
    grant.key().values().stream().skip(1).forEach(which::add);
    return new ObjectKey(Kind.GRANT, table.database(), grant.principal(), which);
  }

  void add(GrantVerdict verdict) {
    verdicts.add(verdict);
  }

  List<GrantVerdict> verdicts() {
    return List.copyOf(verdicts);
  }

  /** Takes whatever is in the way of what comes before it, until nothing is. */
  void makeWay() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < verdicts.size(); i++) {
        GrantVerdict held = verdicts.get(i);
        Grant more = inTheWay(held);
        if (!more.isEmpty()) {
          verdicts.set(i, held.taking(more));
          changed = true;
        }
      }
    }
  }

  /** The part of what is held and desired that must go for a while. */
  private Grant inTheWay(GrantVerdict held) {
    Grant part = held.kept().minus(held.own());
    boolean isSome = ColumnGrants.isOnSome(part);
    if (isSome && others(held).anyMatch(other -> changes(other) && bar(other).isEmpty())) {
      return part;
    }
    boolean isSelect = !isSome && part.permissions().contains(SELECT);
    return isSelect && others(held).anyMatch(this::movesColumns)
        ? part.intersect(part.with(List.of(SELECT), List.of(SELECT)))
        : part.with(List.of(), List.of());
  }

  private Stream<GrantVerdict> others(GrantVerdict one) {
    return verdicts.stream().filter(other -> !other.key().equals(one.key()));
  }

  private static boolean changes(GrantVerdict verdict) {
    return !ColumnGrants.isOnSome(verdict.kept())
        && verdict.given().permissions().stream().anyMatch(CHANGING::contains);
  }

  private boolean movesColumns(GrantVerdict verdict) {
    boolean gives = !verdict.given().isEmpty() && bar(verdict).isEmpty();
    return ColumnGrants.isOnSome(verdict.kept()) && (gives || !verdict.taken().isEmpty());
  }

  /** What of the target's own bars what is to be given, if anything does. */
  Optional<Grant> bar(GrantVerdict verdict) {
    Grant given = verdict.given();
    return given.isEmpty()
        ? Optional.empty()
        : others(verdict)
            .map(GrantVerdict::own)
            .filter(own -> !own.isEmpty() && excludes(own, given))
            .findFirst();
  }

  private static boolean excludes(Grant held, Grant given) {
    boolean someHeld = ColumnGrants.isOnSome(held);
    boolean someGiven = ColumnGrants.isOnSome(given);
    if (someHeld && someGiven) {
      return !(ColumnGrants.isOnNamed(held) && ColumnGrants.isOnNamed(given));
    }
    return someHeld
        ? given.permissions().stream().anyMatch(CHANGING::contains)
        : someGiven && selectsAll(held);
  }

  private static boolean selectsAll(Grant held) {
    return held.permissions().contains(ALL) || held.permissions().contains(SELECT);
  }

  /**
   * What is given of a whole table, in the order in which it may be: beside some columns, SELECT on
   * all of them comes alone.
   */
  List<Grant> inTurn(Grant given) {
    boolean beside =
        verdicts.stream()
            .anyMatch(v -> ColumnGrants.isOnSome(v.kept()) && v.desired() != null);
    Grant select = given.intersect(given.with(List.of(SELECT), List.of(SELECT)));
    if (!beside
        || ColumnGrants.isOnSome(given)
        || given.permissions().contains(ALL)
        || select.isEmpty()
        || select.equals(given)) {
      return List.of(given);
    }
    return List.of(given.minus(select), select);
  }
}
