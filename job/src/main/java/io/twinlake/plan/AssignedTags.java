package io.twinlake.plan;

import com.google.common.collect.ImmutableSortedMap;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The LF-tags assigned in a region, in a form that a hundred thousand of them fit in: resources
 * with equal tags share them.
 */
public final class AssignedTags {
  /** By database, then by table; the empty name is the database itself. */
  private final Map<String, Map<String, Tagged>> databases = new TreeMap<>();

  private final Map<Object, Object> shared = new HashMap<>();
  private final String account;
  private long foreign;

  /**
   * @param account whose tags count: those that others shared are for them to assign (aws-facts 18)
   */
  AssignedTags(String account) {
    this.account = account;
  }

  public static ObjectKey key(String database, String table) {
    return new ObjectKey(Kind.LF_TAG_ASSIGNMENT, database, table, List.of());
  }

  void add(CatalogObject assignment) {
    Tagged tagged =
        Tagged.of(
            assignment.definition(),
            pair -> {
              boolean ours = pair.path("CatalogId").asText(account).equals(account);
              foreign += ours ? 0 : 1;
              return ours;
            });
    if (!tagged.isEmpty()) {
      databases
          .computeIfAbsent(assignment.key().database(), any -> new TreeMap<>())
          .put(assignment.key().name(), share(tagged));
    }
  }

  private Tagged share(Tagged tagged) {
    return once(tagged.map(this::shareTags));
  }

  private Map<String, String> shareTags(Map<String, String> tags) {
    Map<String, String> strings = new TreeMap<>();
    tags.forEach((key, value) -> strings.put(once(key), once(value)));
    return once(ImmutableSortedMap.copyOf(strings));
  }

  @SuppressWarnings("unchecked")
  private <T> T once(T value) {
    return (T) shared.computeIfAbsent(value, any -> value);
  }

  /** How many assignments of other accounts' tags there are. */
  public long foreign() {
    return foreign;
  }

  public Set<String> databases() {
    return databases.keySet();
  }

  /** What is tagged in a database, by table; the empty name is the database itself. */
  public Map<String, Tagged> in(String database) {
    return databases.getOrDefault(database, Map.of());
  }

  /** The tags of a database, when the table's name is empty, or of a table and its columns. */
  public Tagged of(String database, String table) {
    return in(database).getOrDefault(table, Tagged.NONE);
  }

  /** What policies see of a database, or of a table: its own tags over the inherited ones. */
  public Map<String, String> effective(String database, String table) {
    Map<String, String> inherited = of(database, "").own();
    return table.isEmpty() ? inherited : Tags.effective(inherited, of(database, table).own());
  }

  /** As {@link #effective(String, String)}, of a column. */
  public Map<String, String> effective(String database, String table, String column) {
    return Tags.effective(effective(database, table), of(database, table).column(column));
  }

  /** The effective tags of a table and of those of its columns that have some of their own. */
  public Stream<Map<String, String>> placesIn(String database, String table) {
    return Stream.concat(
        Stream.of(effective(database, table)),
        of(database, table).columns().keySet().stream()
            .map(column -> effective(database, table, column)));
  }
}
