package io.twinlake.snapshot;

import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.snapshot.Manifest.DatabaseRanges;
import io.twinlake.snapshot.Manifest.Range;
import java.util.ArrayList;
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
 * and then its tables; after all of them, for each database its partitions, table by table; last
 * what belongs to no database.
 */
final class CatalogRanges {
  private final Map<String, Section> tables = new LinkedHashMap<>();
  private final Map<String, Section> partitions = new LinkedHashMap<>();
  private final Set<String> partitionedTables = new HashSet<>();
  private @Nullable Section others;
  private @Nullable Section open;
  private String openTable = "";
  private long size;

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
    Map<String, Range> closed = new LinkedHashMap<>();
    partitions.forEach((database, section) -> closed.put(database, section.range()));
    Range none = new Range(size, 0, new Sha256().hex());
    List<DatabaseRanges> ranges = new ArrayList<>();
    tables.forEach(
        (database, section) -> {
          SortedMap<String, Long> counts = new TreeMap<>(section.counts);
          Section rest = partitions.get(database);
          if (rest != null) {
            counts.putAll(rest.counts);
          }
          ranges.add(
              new DatabaseRanges(
                  database, section.range(), closed.getOrDefault(database, none), counts));
        });
    return ranges;
  }

  /** Where the records lie that belong to no database; asked after the last line. */
  Range others() {
    return others == null ? new Range(size, 0, new Sha256().hex()) : others.range();
  }

  private Section sectionOf(ObjectKey key) {
    Section section = key.database().isEmpty() ? othersOf() : ofDatabase(key);
    open = section;
    return section;
  }

  private Section othersOf() {
    others = others == null ? new Section(size) : others;
    return others;
  }

  private Section ofDatabase(ObjectKey key) {
    require(others == null, key, "after what belongs to no database");
    return key.kind().equals(Kind.PARTITION) ? partitionsOf(key) : tablesOf(key);
  }

  private Section tablesOf(ObjectKey key) {
    require(partitions.isEmpty(), key, "after partitions");
    if (key.kind().equals(Kind.DATABASE)) {
      require(!tables.containsKey(key.database()), key, "twice");
      return begin(tables, key);
    }
    return continued(tables, key, "apart from its database");
  }

  private Section partitionsOf(ObjectKey key) {
    require(tables.containsKey(key.database()), key, "without its database");
    boolean begins = !partitions.containsKey(key.database());
    Section section =
        begins ? begin(partitions, key) : continued(partitions, key, "apart from its database");
    if (begins) {
      partitionedTables.clear();
    }
    if (begins || !key.name().equals(openTable)) {
      require(partitionedTables.add(key.name()), key, "apart from its table's others");
      openTable = key.name();
    }
    return section;
  }

  private Section begin(Map<String, Section> sections, ObjectKey key) {
    Section section = new Section(size);
    sections.put(key.database(), section);
    return section;
  }

  private Section continued(Map<String, Section> sections, ObjectKey key, String wrong) {
    Section section = sections.get(key.database());
    if (section == null || section != open) {
      throw refusal(key, wrong);
    }
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
