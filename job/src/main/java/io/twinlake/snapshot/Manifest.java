package io.twinlake.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.twinlake.config.Scope;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a snapshot holds and where. It is written last: a folder without one is no snapshot. See
 * {@code snapshot-format.md} for every member.
 *
 * @param formatVersion the format of all files of the snapshot
 * @param toolVersion the version of Twinlake that wrote it
 * @param id the snapshot's name, which is its folder's name too
 * @param account the account backed up
 * @param sourceRegion the region backed up
 * @param scope what the backup was asked for
 * @param files every file but this one
 * @param counts records by kind, over all files
 * @param databases what was found in scope, in the order of the catalog file
 * @param others where in the catalog file everything lies that belongs to no database
 * @param absentDatabases databases that were named in the scope and that the source lacks
 * @param unread what could not be read: absent here, and present in the source
 * @param unsupported kinds that the source region does not know, so that it has none of them
 * @param buckets the buckets that locations name, with the region each lies in, or an empty text
 *     where S3 did not tell; none in snapshots of an earlier version
 */
public record Manifest(
    int formatVersion,
    String toolVersion,
    String id,
    String account,
    String sourceRegion,
    Instant started,
    Instant finished,
    Scope scope,
    List<Part> files,
    SortedMap<String, Long> counts,
    List<DatabaseRanges> databases,
    Range others,
    List<String> absentDatabases,
    Completeness completeness,
    List<Unread> unread,
    List<Unsupported> unsupported,
    SortedMap<String, String> buckets) {
  /** The newest format that this version reads, and the one it writes. */
  public static final int FORMAT_VERSION = 1;

  public Manifest {
    files = List.copyOf(files);
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    databases = List.copyOf(databases);
    absentDatabases = List.copyOf(absentDatabases);
    unread = List.copyOf(unread);
    unsupported = List.copyOf(unsupported);
    buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
  }

  /** The part of this role, if the snapshot has one. */
  public Optional<Part> part(String role) {
    return files.stream().filter(part -> part.role().equals(role)).findFirst();
  }

  /** The ranges of a database, by its folded name. */
  public Optional<DatabaseRanges> database(String name) {
    String folded = ObjectKey.fold(name);
    return databases.stream().filter(ranges -> ranges.database().equals(folded)).findFirst();
  }

  /**
   * One file.
   *
   * @param role {@link #CATALOG}, {@link #LAKE_FORMATION}, {@link #CONFIG} or {@link #PRINCIPALS}
   * @param key relative to the snapshot's folder, so that a replicated bucket is as good
   * @param size in bytes
   * @param sha256 lower-case hexadecimal
   */
  public record Part(String role, String key, long size, String sha256) {
    public static final String CATALOG = "catalog";
    public static final String LAKE_FORMATION = "lake_formation";
    public static final String CONFIG = "config";

    /** The mapping file that the configuration names; absent when it names none. */
    public static final String PRINCIPALS = "principals";
  }

  /**
   * Where one database lies in the catalog file.
   *
   * @param tables the database's record, then its tables
   * @param details what belongs to the database or its tables, in any order
   * @param partitions its partitions, those of one table together
   * @param counts records by kind
   */
  public record DatabaseRanges(
      String database,
      Range tables,
      Range details,
      Range partitions,
      SortedMap<String, Long> counts) {
    public DatabaseRanges {
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    Stream<Range> ranges() {
      return Stream.of(tables, details, partitions);
    }
  }

  /** Bytes of a file: whole lines. */
  public record Range(long offset, long length, String sha256) {
    /** The SHA-256 of nothing. */
    static final String NO_BYTES = new Sha256().hex();

    /** What a manifest says of a section that its version of the format did not have. */
    static final Range NONE = new Range(0, 0, NO_BYTES);

    long end() {
      return offset + length;
    }
  }

  /**
   * Whether the backup's caller could see everything.
   *
   * @param caller ARN
   * @param dataLakeAdmin whether it is a data lake administrator, a read-only one included
   * @param tablesThatMayBeCut {@code database.table} of tables whose columns or properties Lake
   *     Formation may have held back
   */
  public record Completeness(
      String caller, boolean dataLakeAdmin, List<String> tablesThatMayBeCut) {
    public Completeness {
      tablesThatMayBeCut = List.copyOf(tablesThatMayBeCut);
    }

    @JsonIgnore
    public boolean complete() {
      return dataLakeAdmin && tablesThatMayBeCut.isEmpty();
    }
  }

  /** An object, or what belongs to it, that could not be read. */
  public record Unread(ObjectKey key, String reason) {
    private static final String EARLIER =
        "It was not backed up by the version of Twinlake that made the snapshot.";

    /** What a snapshot lacks whose manifest does not tell which kinds its region supports. */
    static final List<Unread> OF_EARLIER_VERSION =
        Stream.of(
                Kind.LF_TAG_EXPRESSION,
                Kind.LF_TAG_ASSIGNMENT,
                Kind.DATA_CELLS_FILTER,
                Kind.RLS_POLICY,
                Kind.RLS_POLICY_ATTACHMENT)
            .map(kind -> new Unread(ObjectKey.global(kind, ""), EARLIER))
            .toList();

    /** Whether the version that made the snapshot did not know how to read it. */
    @JsonIgnore
    public boolean isOfEarlierVersion() {
      return reason.equals(EARLIER);
    }
  }

  /**
   * A kind of object that the region does not know.
   *
   * @param reason what AWS answered
   */
  public record Unsupported(String kind, String reason) {}
}
