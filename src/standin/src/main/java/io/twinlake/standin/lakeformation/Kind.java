package io.twinlake.standin.lakeformation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a grant is on, with the permissions Lake Formation accepts there; {@code ALL} stands for the
 * others (aws-facts 21).
 */
enum Kind {
  CATALOG(
      "CREATE_DATABASE CREATE_CATALOG CREATE_LF_TAG CREATE_LF_TAG_EXPRESSION CREATE_RLS_POLICY"),
  NESTED_CATALOG("ALL ALTER CREATE_DATABASE DESCRIBE DROP SUPER_USER"),
  DATABASE("ALL ALTER CREATE_TABLE DESCRIBE DROP"),
  TABLE("ALL ALTER DELETE DESCRIBE DROP INSERT SELECT"),
  VIEW("ALL DESCRIBE DROP SELECT"),
  LINK("DESCRIBE DROP"),
  COLUMNS("SELECT"),
  DATA_LOCATION("DATA_LOCATION_ACCESS"),
  LF_TAG("ALTER ASSOCIATE DESCRIBE DROP GRANT_WITH_LF_TAG_EXPRESSION"),
  LF_TAG_EXPRESSION("ALTER DESCRIBE DROP GRANT_WITH_LF_TAG_EXPRESSION"),
  DATABASE_POLICY("ALL ALTER CREATE_TABLE DESCRIBE DROP"),
  TABLE_POLICY("ALL ALTER DELETE DESCRIBE DROP INSERT SELECT"),
  DATA_CELLS_FILTER("ALL DESCRIBE DROP SELECT"),
  RLS_POLICY("ALTER ASSOCIATE DESCRIBE DROP");

  private final String permissions;

  /**
   * @param permissions in AWS's order, separated by blanks
   */
  Kind(String permissions) {
    this.permissions = permissions;
  }

  boolean accepts(Set<String> wanted) {
    return all().containsAll(wanted);
  }

  /** The wanted permissions in AWS's order, ALL followed by what it stands for. */
  Set<String> expand(Set<String> wanted) {
    Set<String> expanded = all();
    if (!wanted.contains(Names.SUPER_USER)) {
      expanded.remove(Names.SUPER_USER);
    }
    if (!wanted.contains("ALL")) {
      expanded.retainAll(wanted);
    }
    return expanded;
  }

  Set<String> all() {
    return new LinkedHashSet<>(List.of(permissions.split(" ")));
  }
}
