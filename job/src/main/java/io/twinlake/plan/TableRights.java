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
 * What is in the way and is the target's own stays, and the principal is given nothing more on the
 * table: half of it would make way for the other half only in the next run.
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

  /**
   * Takes whatever is in the way of what comes before it, until nothing is.
   *
   * @param gives whether anything is given, or only taken
   */
  void makeWay(boolean gives) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < verdicts.size(); i++) {
        GrantVerdict held = verdicts.get(i);
        Grant more = inTheWay(held, gives);
        if (!more.isEmpty()) {
          verdicts.set(i, held.taking(more));
          changed = true;
        }
      }
    }
  }

  /** The part of what is held and desired that must go for a while. */
  private Grant inTheWay(GrantVerdict held, boolean gives) {
    Grant part = held.kept().minus(held.own());
    Grant none = part.with(List.of(), List.of());
    if (ColumnGrants.isOnSome(part)) {
      return gives && others(held).anyMatch(TableRights::changes) ? part : none;
    }
    boolean isFirst = others(held).anyMatch(v -> takesColumns(v) || (gives && givesColumns(v)));
    return isFirst && part.permissions().contains(SELECT) ? select(part) : none;
  }

  private static Grant select(Grant grant) {
    return grant.intersect(grant.with(List.of(SELECT), List.of(SELECT)));
  }

  private Stream<GrantVerdict> others(GrantVerdict one) {
    return verdicts.stream().filter(other -> !other.key().equals(one.key()));
  }

  private static boolean changes(GrantVerdict verdict) {
    return !ColumnGrants.isOnSome(verdict.kept())
        && verdict.given().permissions().stream().anyMatch(CHANGING::contains);
  }

  private static boolean takesColumns(GrantVerdict verdict) {
    return ColumnGrants.isOnSome(verdict.kept()) && !verdict.taken().isEmpty();
  }

  private static boolean givesColumns(GrantVerdict verdict) {
    return ColumnGrants.isOnSome(verdict.kept()) && !verdict.given().isEmpty();
  }

  /** What of the target's own bars something that is to be given, if anything does. */
  Optional<Grant> bar() {
    return verdicts.stream()
        .filter(verdict -> !verdict.given().isEmpty())
        .flatMap(
            verdict -> others(verdict).map(GrantVerdict::own).filter(own -> bars(own, verdict)))
        .findFirst();
  }

  private static boolean bars(Grant own, GrantVerdict verdict) {
    return !own.isEmpty() && excludes(own, verdict.given());
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

  /** Be it with the grant option alone: AWS keeps its row. */
  private static boolean selectsAll(Grant held) {
    return Stream.of(held.permissions(), held.grantable())
        .anyMatch(names -> names.contains(ALL) || names.contains(SELECT));
  }

  /**
   * What is given, in the order in which it may be: of a whole table, SELECT comes alone and last,
   * since single columns cannot be given beside it.
   */
  static List<Grant> inTurn(Grant given) {
    Grant select = select(given);
    boolean isOneStep =
        ColumnGrants.isOnSome(given)
            || given.permissions().contains(ALL)
            || select.isEmpty()
            || select.equals(given);
    return isOneStep ? List.of(given) : List.of(given.minus(select), select);
  }
}
