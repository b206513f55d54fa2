package io.twinlake.model;

import java.util.Set;

/**
 * What sort of thing a record describes. Open on purpose: a snapshot of a newer version may hold
 * kinds that this one does not know, and they are counted and reported, never dropped.
 */
public record Kind(String name) implements Comparable<Kind> {
  public static final Kind DATABASE = new Kind("database");
  public static final Kind TABLE = new Kind("table");
  public static final Kind PARTITION = new Kind("partition");
  public static final Kind SETTINGS = new Kind("data_lake_settings");
  public static final Kind LOCATION = new Kind("registered_location");
  public static final Kind LF_TAG = new Kind("lf_tag");
  public static final Kind LF_TAG_EXPRESSION = new Kind("lf_tag_expression");
  public static final Kind LF_TAG_ASSIGNMENT = new Kind("lf_tag_assignment");
  public static final Kind DATA_CELLS_FILTER = new Kind("data_cells_filter");
  public static final Kind RLS_POLICY = new Kind("rls_policy");
  public static final Kind RLS_POLICY_ATTACHMENT = new Kind("rls_policy_attachment");
  public static final Kind IDENTITY_CENTER = new Kind("identity_center_configuration");
  public static final Kind OPT_IN = new Kind("opt_in");
  public static final Kind GRANT = new Kind("grant");

  public static final Kind PARTITION_INDEX = new Kind("partition_index");
  public static final Kind COLUMN_STATISTICS = new Kind("column_statistics");
  public static final Kind PARTITION_COLUMN_STATISTICS = new Kind("partition_column_statistics");
  public static final Kind USER_DEFINED_FUNCTION = new Kind("user_defined_function");
  public static final Kind TABLE_OPTIMIZER = new Kind("table_optimizer");
  public static final Kind DATABASE_TAGS = new Kind("database_tags");
  public static final Kind CONNECTION = new Kind("connection");
  public static final Kind SCHEMA_REGISTRY = new Kind("schema_registry");
  public static final Kind SCHEMA = new Kind("schema");
  public static final Kind SCHEMA_VERSION = new Kind("schema_version");
  public static final Kind DATA_QUALITY_RULESET = new Kind("data_quality_ruleset");
  public static final Kind CRAWLER = new Kind("crawler");
  public static final Kind CLASSIFIER = new Kind("classifier");
  public static final Kind ENCRYPTION_SETTINGS = new Kind("data_catalog_encryption_settings");
  public static final Kind CATALOG = new Kind("catalog");
  public static final Kind RESOURCE_POLICY = new Kind("catalog_resource_policy");

  private static final Set<Kind> OF_A_TABLE =
      Set.of(PARTITION_INDEX, COLUMN_STATISTICS, PARTITION_COLUMN_STATISTICS, TABLE_OPTIMIZER);

  private static final Set<Kind> NARROWING =
      Set.of(
          LOCATION,
          LF_TAG,
          LF_TAG_EXPRESSION,
          LF_TAG_ASSIGNMENT,
          DATA_CELLS_FILTER,
          RLS_POLICY,
          RLS_POLICY_ATTACHMENT,
          OPT_IN);

  public Kind {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A kind needs a name.");
    }
  }

  /** Whether objects of this kind belong to a table, and are nothing without it. */
  public boolean isOfTable() {
    return OF_A_TABLE.contains(this);
  }

  /** Whether grants may give more where an object of this kind is missing. */
  public boolean narrows() {
    return NARROWING.contains(this);
  }

  @Override
  public int compareTo(Kind other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
