package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An oracle: a database with its tables and columns, tagged by the calls that are sent, and what
 * policies show of each place. Knows nothing of how transitions are planned.
 */
final class TagPlace {
  static final List<String> TABLES = List.of("t1", "t2", "untagged");
  static final List<String> COLUMNS = List.of("x", "y", "untagged");
  private static final Set<Integer> ROWS = Set.of(1, 2, 3, 4);

  /** Tags by path: {@code ""}, {@code "t1"}, {@code "t1/x"}. */
  final Map<String, Map<String, String>> assigned = new TreeMap<>();

  /** A policy in words of the test. */
  record Policy(boolean database, String name, Map<String, Set<String>> terms) {
    boolean matches(
        boolean isDatabase, Map<String, String> tags, Map<String, Map<String, Set<String>>> named) {
      Map<String, Set<String>> says = name.isEmpty() ? terms : named.getOrDefault(name, Map.of());
      return isDatabase == database
          && !says.isEmpty()
          && says.entrySet().stream()
              .allMatch(
                  term ->
                      tags.containsKey(term.getKey())
                          && (term.getValue().contains("*")
                              || term.getValue().contains(tags.get(term.getKey()))));
    }
  }

  /** A row policy on what a tag policy matches. */
  record Hidden(Policy policy, Set<Integer> rows) {}

  static TagPlace of(Map<String, Tagged> tagged) {
    TagPlace place = new TagPlace();
    tagged.forEach(
        (name, tags) -> {
          place.put(name, tags.own());
          tags.columns().forEach((column, own) -> place.put(name + "/" + column, own));
        });
    return place;
  }

  TagPlace copy() {
    TagPlace copy = new TagPlace();
    assigned.forEach(copy::put);
    return copy;
  }

  private void put(String path, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      assigned.put(path, new TreeMap<>(tags));
    }
  }

  /** One tag of one call at one place takes effect. */
  void apply(String operation, String path, String key, String value) {
    Map<String, String> tags = assigned.computeIfAbsent(path, any -> new TreeMap<>());
    if (operation.equals("AddLFTagsToResource")) {
      tags.put(key, value);
    } else if (!tags.remove(key, value)) {
      throw new IllegalStateException(path + " has no " + key + "=" + value + ": " + assigned);
    }
    if (tags.isEmpty()) {
      assigned.remove(path);
    }
  }

  /** The paths that a call is about. */
  static List<String> paths(JsonNode resource) {
    if (resource.has("Database")) {
      return List.of("");
    }
    if (resource.has("Table")) {
      return List.of(resource.path("Table").path("Name").asText());
    }
    List<String> paths = new ArrayList<>();
    JsonNode columns = resource.path("TableWithColumns");
    columns
        .path("ColumnNames")
        .forEach(column -> paths.add(columns.path("Name").asText() + "/" + column.asText()));
    return paths;
  }

  private Map<String, String> effective(String... path) {
    Map<String, String> tags = new HashMap<>();
    for (String level : path) {
      tags.putAll(assigned.getOrDefault(level, Map.of()));
    }
    return tags;
  }

  /**
   * Which rows of what each policy shows, e.g. {@code "g0 t1/x 3"}; and the same for somebody who
   * needs no policy. Row policies narrow or add up, as one chooses to read the documentation.
   */
  Set<String> seen(
      List<Policy> grants,
      List<Hidden> hidden,
      Map<String, Map<String, Set<String>>> named,
      boolean addingUp) {
    Set<String> seen = new TreeSet<>();
    look(seen, "", true, effective(""), grants, hidden, named, addingUp);
    for (String table : TABLES) {
      look(seen, table, false, effective("", table), grants, hidden, named, addingUp);
      for (String column : COLUMNS) {
        String path = table + "/" + column;
        look(seen, path, false, effective("", table, path), grants, hidden, named, addingUp);
      }
    }
    return seen;
  }

  private static void look(
      Set<String> seen,
      String path,
      boolean database,
      Map<String, String> tags,
      List<Policy> grants,
      List<Hidden> hidden,
      Map<String, Map<String, Set<String>>> named,
      boolean addingUp) {
    List<Hidden> on =
        hidden.stream().filter(h -> h.policy().matches(database, tags, named)).toList();
    for (int row : rows(on, addingUp)) {
      seen.add("named " + path + " " + row);
      for (int g = 0; g < grants.size(); g++) {
        if (grants.get(g).matches(database, tags, named)) {
          seen.add("g" + g + " " + path + " " + row);
        }
      }
    }
  }

  private static Set<Integer> rows(List<Hidden> on, boolean addingUp) {
    Set<Integer> rows = new HashSet<>(addingUp && !on.isEmpty() ? Set.of() : ROWS);
    on.forEach(
        h -> {
          if (addingUp) {
            rows.addAll(h.rows());
          } else {
            rows.retainAll(h.rows());
          }
        });
    return rows;
  }
}
