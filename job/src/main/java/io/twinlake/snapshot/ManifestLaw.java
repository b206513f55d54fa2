package io.twinlake.snapshot;

import io.twinlake.model.Kind;
import io.twinlake.snapshot.Manifest.DatabaseRanges;
import io.twinlake.snapshot.Manifest.Part;
import io.twinlake.snapshot.Manifest.Range;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What must hold between a manifest's members. */
final class ManifestLaw {
  private ManifestLaw() {}

  /** What is wrong with the manifest, if anything. */
  static Optional<String> broken(Manifest manifest) {
    return Stream.of(
            partsAreNamedOnce(manifest),
            databasesAreNamedOnce(manifest),
            rangesTileTheCatalog(manifest),
            countsAddUp(manifest))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> partsAreNamedOnce(Manifest manifest) {
    for (String role : Set.of(Part.CATALOG, Part.LAKE_FORMATION, Part.CONFIG)) {
      if (manifest.files().stream().filter(part -> part.role().equals(role)).count() != 1) {
        return Optional.of("it must name one file of role " + role);
      }
    }
    return unless(
        manifest.files().stream().filter(part -> part.role().equals(Part.PRINCIPALS)).count() <= 1,
        "it must name one file of role principals at most");
  }

  private static Optional<String> databasesAreNamedOnce(Manifest manifest) {
    long names = manifest.databases().stream().map(DatabaseRanges::database).distinct().count();
    return unless(names == manifest.databases().size(), "it names a database twice");
  }

  private static Optional<String> rangesTileTheCatalog(Manifest manifest) {
    List<Range> ranges =
        Stream.concat(
                manifest.databases().stream().flatMap(DatabaseRanges::ranges),
                Stream.of(manifest.others()))
            .filter(range -> range.length() != 0)
            .sorted(Comparator.comparingLong(Range::offset))
            .toList();
    long end = 0;
    for (Range range : ranges) {
      if (range.offset() != end || range.length() < 0) {
        return Optional.of("its ranges have a gap or overlap at byte " + end);
      }
      end = range.end();
    }
    long size = manifest.part(Part.CATALOG).map(Part::size).orElse(-1L);
    return unless(end == size, "its ranges end at byte " + end + " of " + size);
  }

  private static Optional<String> countsAddUp(Manifest manifest) {
    Set<String> kinds = new TreeSet<>();
    Stream.of(Kind.DATABASE, Kind.TABLE, Kind.PARTITION).map(Kind::name).forEach(kinds::add);
    manifest.databases().forEach(database -> kinds.addAll(database.counts().keySet()));
    for (String kind : kinds) {
      long counted = manifest.counts().getOrDefault(kind, 0L);
      long found =
          manifest.databases().stream()
              .mapToLong(database -> database.counts().getOrDefault(kind, 0L))
              .sum();
      if (counted != found) {
        return Optional.of("it counts " + counted + " of " + kind + " and then " + found);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unless(boolean right, String wrong) {
    return right ? Optional.empty() : Optional.of(wrong);
  }
}
