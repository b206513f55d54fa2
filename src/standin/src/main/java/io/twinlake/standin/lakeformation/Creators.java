package io.twinlake.standin.lakeformation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who created what. A creator implicitly holds everything on it, with the grant option; it is
 * listed like any grant and cannot be revoked (aws-facts 20, 21).
 */
final class Creators {
  private final ConcurrentSkipListMap<String, Creation> byPath = new ConcurrentSkipListMap<>();

  /** With the rows it is listed as, by key, which depend on the kind of object. */
  static final class Creation {
    private final Place place;
    private final String principal;
    private final Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private volatile @Nullable Listed listed;

    private record Listed(Kind kind, NavigableMap<String, Row> rows) {}

    Creation(Place place, String principal) {
      this.place = place;
      this.principal = principal;
    }

    NavigableMap<String, Row> rows(Kind kind, Supplier<NavigableMap<String, Row>> unknown) {
      Listed known = listed;
      if (known == null || known.kind != kind) {
        known = new Listed(kind, unknown.get());
        listed = known;
      }
      return known.rows;
    }

    Place place() {
      return place;
    }

    String principal() {
      return principal;
    }

    Instant time() {
      return time;
    }
  }

  void add(Place place, String principal) {
    byPath.put(place.path(), new Creation(place, principal));
  }

  Optional<Creation> of(Place place) {
    return Optional.ofNullable(byPath.get(place.path()));
  }

  Collection<Creation> below(Place place) {
    return byPath.subMap(place.path(), place.end()).values();
  }

  /** Those at a path and after it. */
  Collection<Creation> from(String path) {
    return byPath.tailMap(path, true).values();
  }

  void removeBelow(Place place) {
    byPath.subMap(place.path(), place.end()).clear();
  }
}
