package io.twinlake.standin.lakeformation;

/** How a list is cut into pages. */
public enum Paging {
  /** Full pages, the last without a token. */
  FULL,
  /**
   * As AWS may do at any time: short pages, every second page empty, and a token although nothing
   * more comes (aws-facts 1).
   */
  AWKWARD
}
