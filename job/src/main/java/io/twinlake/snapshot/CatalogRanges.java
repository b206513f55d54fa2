package io.twinlake.snapshot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.snapshot.Manifest.DatabaseRanges;
import io.twinlake.snapshot.Manifest.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The order of the catalog file, and where in it each database lies: for each database its record
 * and then its tables; after all of them, for each database what belongs to it and its tables; then
 * for each database its partitions, table by table; at last what belongs to no database.
 */
final class CatalogRanges {
  /** The parts of the file, in their order. */
  private enum Part {
    TABLES(Kind.DATABASE, Kind.TABLE),
    DETAILS(
        Kind.DATABASE_TAGS,
        Kind.USER_DEFINED_FUNCTION,
        Kind.PARTITION_INDEX,
        Kind.COLUMN_STATISTICS,
        Kind.TABLE_OPTIMIZER),
    PARTITIONS(Kind.PARTITION, Kind.PARTITION_COLUMN_STATISTICS),
    OTHERS(
        Kind.CONNECTION,
        Kind.SCHEMA_REGISTRY,
        Kind.SCHEMA,
        Kind.SCHEMA_VERSION,
        Kind.DATA_QUALITY_RULESET,
        Kind.CRAWLER,
        Kind.CLASSIFIER,
        Kind.ENCRYPTION_SETTINGS,
        Kind.CATALOG,
        Kind.RESOURCE_POLICY);

    private final ImmutableList<String> kinds;

    Part(Kind... kinds) {
      this.kinds = Arrays.stream(kinds).map(Kind::name).collect(toImmutableList());
    }

    static Part of(ObjectKey key) {
      for (Part part : values()) {
        if (part.kinds.contains(key.kind().name())) {
          return part;
        }
      }
      throw refusal(key, "to the catalog file, which has none of its kind");
    }
  }

  private final Map<Part, Map<String, Section>> sections = new EnumMap<>(Part.class);
  private final Set<String> partitionedTables = new HashSet<>();
  private Part part = Part.TABLES;
  private @Nullable Section open;
  private String openTable = "";
  private long size;

  CatalogRanges() {
    for (Part each : Part.values()) {
      sections.put(each, new LinkedHashMap<>());
    }
  }

  /** Whether objects of the kind are in this file. */
  static boolean holds(Kind kind) {
    for (Part part : Part.values()) {
      if (part.kinds.contains(kind.name())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes the file's next line.
   *
   * @throws IllegalStateException when the object may not come here
   */
  void add(ObjectKey key, byte[] line) {
    Section section = sectionOf(key);
    section.sha256.add(line, line.length);
    section.counts.merge(key.kind().name(), 1L, Long::sum);
    size += line.length;
  }

  /** The ranges of every database; no line can follow. */
  List<DatabaseRanges> close() {
    List<DatabaseRanges> ranges = new ArrayList<>();
    for (String database : of(Part.TABLES).keySet()) {
      SortedMap<String, Long> counts = new TreeMap<>();
      sections
          .values()
          .forEach(
              each -> {
                Section section = each.get(database);
                if (section != null) {
                  section.counts.forEach((kind, n) -> counts.merge(kind, n, Long::sum));
                }
              });
      ranges.add(
          new DatabaseRanges(
              database,
              range(Part.TABLES, database),
              range(Part.DETAILS, database),
              range(Part.PARTITIONS, database),
              counts));
    }
    return ranges;
  }

  /** Where everything lies that belongs to no database; no line can follow. */
  Range others() {
    return range(Part.OTHERS, "");
  }

  private Range range(Part part, String database) {
    Section section = of(part).get(database);
    return section == null ? new Range(size, 0, Range.NO_BYTES) : section.range();
  }

  private Map<String, Section> of(Part each) {
    return sections.getOrDefault(each, Map.of());
  }

  private Section sectionOf(ObjectKey key) {
    Part next = Part.of(key);
    require(next.compareTo(part) >= 0, key, "after what comes later");
    part = next;
    boolean belongs = next == Part.TABLES || next == Part.OTHERS;
    require(belongs || of(Part.TABLES).containsKey(key.database()), key, "without its database");
    require(next != Part.OTHERS || key.database().isEmpty(), key, "among what has no database");
    Section section = continued(next, key);
    open = section;
    return section;
  }

  private Section continued(Part next, ObjectKey key) {
    Section known = of(next).get(key.database());
    boolean begins = next == Part.TABLES ? key.kind().equals(Kind.DATABASE) : known == null;
    require(!begins || known == null, key, "twice");
    if (next == Part.PARTITIONS) {
      requireTogether(key, begins);
    }
    if (begins) {
      return begin(next, key);
    }
    if (known == null || known != open) {
      throw refusal(key, "apart from its database");
    }
    return known;
  }

  private void requireTogether(ObjectKey key, boolean begins) {
    if (begins) {
      partitionedTables.clear();
    }
    if (begins || !key.name().equals(openTable)) {
      require(partitionedTables.add(key.name()), key, "apart from its table's others");
      openTable = key.name();
    }
  }

  private Section begin(Part next, ObjectKey key) {
    Section section = new Section(size);
    of(next).put(key.database(), section);
    return section;
  }

  private static void require(boolean right, ObjectKey key, String wrong) {
    if (!right) {
      throw refusal(key, wrong);
    }
  }

  private static IllegalStateException refusal(ObjectKey key, String wrong) {
    return new IllegalStateException("The %s came %s.".formatted(key, wrong));
  }

  private static final class Section {
    private final long offset;
    private final Sha256 sha256 = new Sha256();
    private final SortedMap<String, Long> counts = new TreeMap<>();

    Section(long offset) {
      this.offset = offset;
    }

    Range range() {
      return new Range(offset, sha256.length(), sha256.hex());
    }
  }
}
