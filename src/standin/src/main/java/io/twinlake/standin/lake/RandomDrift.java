package io.twinlake.standin.lake;

import java.util.List;
import java.util.stream.Stream;

/** What people do to a region while nobody looks. */
record RandomDrift(RandomWords words, LakeClients clients) {
  private static final int MOST_CHANGES = 16;

  void run() {
    List<Runnable> changes =
        Stream.of(
                new RandomCatalogDrift(words, clients).changes(),
                new RandomDetailDrift(words, clients).changes(),
                new RandomOptimizerDrift(words, clients).changes(),
                new RandomSatelliteDrift(words, clients).changes(),
                new RandomGrantDrift(words, clients).changes(),
                new RandomTagDrift(words, clients).changes(),
                new RandomAssignmentDrift(words, clients).changes(),
                new RandomFilterDrift(words, clients).changes(),
                new RandomRowPolicyDrift(words, clients).changes())
            .flatMap(List::stream)
            .toList();
    for (int count = 1 + words.below(MOST_CHANGES); count > 0; count--) {
      words.oneOf(changes).run();
    }
  }
}
