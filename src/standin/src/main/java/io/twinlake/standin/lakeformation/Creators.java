package io.twinlake.standin.lakeformation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Who created what. A creator implicitly holds everything on it, with the grant option; it is
 * listed like any grant and cannot be revoked (aws-facts 20, 21).
 */
final class Creators {
  private final ConcurrentSkipListMap<String, Creation> byPath = new ConcurrentSkipListMap<>();

  record Creation(Place place, String principal, Instant time) {}

  void add(Place place, String principal) {
    byPath.put(place.path(), new Creation(place, principal, Instant.now()));
  }

  Optional<Creation> of(Place place) {
    return Optional.ofNullable(byPath.get(place.path()));
  }

  List<Creation> below(Place place) {
    return List.copyOf(byPath.subMap(place.path(), place.end()).values());
  }

  List<Creation> all() {
    return byPath.entrySet().stream().map(Map.Entry::getValue).toList();
  }

  void removeBelow(Place place) {
    byPath.subMap(place.path(), place.end()).clear();
  }
}
