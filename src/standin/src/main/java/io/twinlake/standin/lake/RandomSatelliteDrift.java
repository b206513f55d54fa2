package io.twinlake.standin.lake;

import java.util.List;

/** Changes of what a catalog has beside databases. */
final class RandomSatelliteDrift {
  private final LakeClients clients;
  private final RandomWords words;
  private final RandomPolicy policy;

  RandomSatelliteDrift(RandomWords words, LakeClients clients) {
    this.clients = clients;
    this.words = words;
    this.policy = new RandomPolicy(words, clients);
  }

  List<Runnable> changes() {
    return List.of(this::ruleset, this::crawler, policy::put);
  }

  private void ruleset() {
    String name = "drift-" + words.below(1_000_000);
    clients.glue().createDataQualityRuleset(r -> r.name(name).ruleset("Rules = [ RowCount > 1 ]"));
  }

  private void crawler() {
    String name = "drift-" + words.below(1_000_000);
    clients
        .glue()
        .createCrawler(
            r -> r.name(name).role(clients.principal(Staff.DATA_ACCESS)).targets(t -> {}));
  }
}
