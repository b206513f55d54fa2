package io.twinlake.command.access;

/**
 * One thing that somebody may do.
 *
 * @param permission AWS's name, or {@link Access#BY_IAM}
 * @param grant whether it is about granting the permission to others
 */
public record Atom(
    String principal, Thing thing, String permission, boolean grant, Rows rows, When when) {
  /** What it is about, but for rows and conditions. */
  record Key(Thing thing, String permission, boolean grant) {}

  Key key() {
    return new Key(thing, permission, grant);
  }

  /** Whether it gives at least as much; both have the same key. */
  boolean covers(Atom other) {
    return rows.covers(other.rows) && when.covers(other.when);
  }

  @Override
  public String toString() {
    return principal + (grant ? " may grant " : ": ") + permission + " on " + thing + rows + when;
  }
}
