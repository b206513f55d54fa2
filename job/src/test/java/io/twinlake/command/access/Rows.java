package io.twinlake.command.access;

/**
 * Which rows: those for which both expressions are true.
 *
 * @param filter a data cells filter's expression, or empty for all
 * @param policy a row-level-security policy's expression, or empty for all
 * @param when when the policy applies
 */
record Rows(String filter, String policy, When when) {
  static final Rows ALL = new Rows("", "", When.ALWAYS);

  static Rows where(String filter) {
    return new Rows(filter, "", When.ALWAYS);
  }

  Rows cut(Rows policies) {
    return new Rows(filter, policies.policy, policies.when);
  }

  boolean covers(Rows other) {
    return (filter.isEmpty() || filter.equals(other.filter))
        && (policy.isEmpty() || policy.equals(other.policy))
        && when.covers(other.when);
  }

  @Override
  public String toString() {
    return (filter.isEmpty() ? "" : " where " + filter)
        + (policy.isEmpty() && when.equals(When.ALWAYS)
            ? ""
            : " under " + (policy.isEmpty() ? "no policy" : policy) + when);
  }
}
