package io.twinlake.command;

import io.twinlake.model.ObjectKey;
import java.util.Set;

/**
 * Which part of which snapshot a restore, plan or verify is about.
 *
 * @param snapshot {@code latest} or a snapshot's id
 * @param databases only these of the snapshot's databases; empty for all
 * @param tables only these tables; empty for all of the databases
 * @param only only these objects, as an earlier run's problem file lists them; empty for all
 * @param acceptsIncomplete whether a snapshot may be restored whose caller may have seen a part
 */
public record Selection(
    String snapshot,
    Set<String> databases,
    Set<ObjectKey> tables,
    Set<ObjectKey> only,
    boolean acceptsIncomplete) {
  public static final Selection LATEST = new Selection("latest", Set.of(), Set.of(), Set.of());

  /** What only a snapshot whose caller saw everything is good enough for. */
  public Selection(
      String snapshot, Set<String> databases, Set<ObjectKey> tables, Set<ObjectKey> only) {
    this(snapshot, databases, tables, only, false);
  }

  public Selection acceptingIncomplete(boolean accepts) {
    return new Selection(snapshot, databases, tables, only, accepts);
  }

  /** Everything of one snapshot. */
  public static Selection of(String snapshot) {
    return new Selection(snapshot, Set.of(), Set.of(), Set.of());
  }
}
