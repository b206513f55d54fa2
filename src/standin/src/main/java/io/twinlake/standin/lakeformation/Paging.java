package io.twinlake.standin.lakeformation;

/** How list operations cut their pages; MaxResults is an upper bound either way (aws-facts 1). */
public enum Paging {
  /** Every page is as large as it may be: for counting calls. */
  FULL,
  /** Of every three pages one is short, one is empty and one is full, as AWS's can be. */
  AWKWARD;

  /**
   * @param page counted from 0
   * @param available items there are for this page, at most as many as it may hold
   */
  int size(int page, int available) {
    if (this == FULL || page % 3 == 2) {
      return available;
    }
    return page % 3 == 0 ? (available + 1) / 2 : 0;
  }
}
