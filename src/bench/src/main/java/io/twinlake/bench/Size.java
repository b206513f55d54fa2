package io.twinlake.bench;

/**
 * How large a lake is.
 *
 * @param tables in each database
 * @param tags LF-tags, each with {@link #VALUES} values
 * @param filters data cells filters, at most one a table
 * @param grants to named principals, beside what the lake's creator holds
 */
record Size(int databases, int tables, int tags, int filters, int grants) {
  /** What a table is tagged with itself, in one call; as many stand on two of its columns. */
  static final int TAGS_A_TABLE = 3;

  static final int TAGS_ON_COLUMNS = 1;
  static final int TAGGED_COLUMNS = 2;
  static final int VALUES = 4;

  /** 300,000 grants, 2,000 LF-tags with 100,000 assignments, 5,000 filters. */
  static final Size WHOLE = new Size(50, 400, 2_000, 5_000, 300_000);

  int allTables() {
    return databases * tables;
  }

  /** Of one tag to one table or column each. */
  int assignments() {
    return allTables() * (TAGS_A_TABLE + TAGS_ON_COLUMNS * TAGGED_COLUMNS);
  }

  /** The same lake, so many times smaller. */
  Size dividedBy(int factor) {
    return new Size(
        atLeastOne(databases / factor),
        tables,
        atLeastOne(tags / factor),
        atLeastOne(filters / factor),
        atLeastOne(grants / factor));
  }

  private static int atLeastOne(int number) {
    return Math.max(1, number);
  }
}
