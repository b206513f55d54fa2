package io.twinlake.model;

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
  public static final Kind OPT_IN = new Kind("opt_in");
  public static final Kind GRANT = new Kind("grant");

  public Kind {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A kind needs a name.");
    }
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
