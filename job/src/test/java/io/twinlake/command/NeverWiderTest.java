package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Streams;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.OptIns;
import io.twinlake.source.GlueSource;
import io.twinlake.source.LakeFormationSource;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lake.RandomLake;
import io.twinlake.standin.lake.Staff;
import io.twinlake.transform.BucketMapping;
import io.twinlake.transform.LocationMapping;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * After each single write of a restore, nobody holds in the target what it holds neither in the
 * source nor there before.
 */
class NeverWiderTest {
  private static final String SEPARATOR = " of ";

  private final TwoRegions regions = new TwoRegions();
  private final AwsCredentials staff = Staff.in(regions.aws().account(TwoRegions.ACCOUNT));
  private final Map<String, String> buckets = new TreeMap<>();
  private final Set<String> wider = new TreeSet<>();
  private Held before = new Held(Set.of());
  private final AwsRegion observer =
      regions.as(regions.aws().account(TwoRegions.ACCOUNT).observer(), TwoRegions.TARGET);

  NeverWiderTest() {
    List<String> from = RandomLake.buckets(TwoRegions.SOURCE);
    List<String> to = RandomLake.buckets(TwoRegions.TARGET);
    for (int i = 0; i < from.size(); i++) {
      String target = to.get(i);
      buckets.put(from.get(i), target);
      regions
          .target()
          .s3()
          .createBucket(
              r ->
                  r.bucket(target)
                      .createBucketConfiguration(c -> c.locationConstraint(TwoRegions.TARGET)));
    }
  }

  private static String pythonDict(Map<String, String> map) {
    return map.entrySet().stream()
        .map(e -> "'" + e.getKey() + "': '" + e.getValue() + "'")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @AfterEach
  void close() {
    observer.close();
    regions.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void givesNobodyMoreInARegionThatOpensEverything(long seed) {
    fill(TwoRegions.SOURCE, seed);
    LakeSettings.open(regions.target(), true);
    restoresWithoutGivingMore();
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 12, 13, 14})
  void givesNobodyMoreInARegionThatOpensNothing(long seed) {
    fill(TwoRegions.SOURCE, seed);
    LakeSettings.open(regions.target(), false);
    restoresWithoutGivingMore();
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 21, 22, 23, 24, 25, 26, 27, 28, 29})
  void givesNobodyMoreWhereSomebodyElsesObjectsOfTheSameNamesAre(long seed) {
    fill(TwoRegions.SOURCE, seed);
    fill(TwoRegions.TARGET, seed);
    try (LakeClients clients = clients(TwoRegions.TARGET)) {
      RandomLake.drift(seed, clients);
    }
    restoresWithoutGivingMore();
  }

  private void fill(String region, long seed) {
    try (LakeClients clients = clients(region)) {
      RandomLake.of(seed).fill(clients);
    }
    LakeSettings.appointJob(regions);
  }

  private LakeClients clients(String region) {
    return LakeClients.of(regions.aws().endpoint(), staff, TwoRegions.ACCOUNT, region);
  }

  private void restoresWithoutGivingMore() {
    TwinlakeConfig config =
        ConfigReader.parse(
            TwoRegions.configText()
                .replaceFirst("(target_s3_locations =).*", "$1 " + pythonDict(buckets)),
            "glue_config.conf");
    regions.job(config, Events.NONE).backup();
    Held source =
        Held.in(regions.source(), new LocationMapping(new BucketMapping(buckets))::rewrite);
    Set<String> optIns = optIns(regions.source());
    before = Held.in(regions.target());
    Held allowed = before.and(source);
    regions
        .aws()
        .listeners()
        .onEachWrite(
            entry -> {
              if (entry.call().region().equals(TwoRegions.TARGET)) {
                look(entry, allowed, optIns);
              }
            });
    Heard heard = new Heard();
    regions.job(config, heard).restore(Selection.LATEST);
    regions.aws().listeners().clear();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(wider).isEmpty();
    assertThat(Held.in(observer).beyond(allowed).lines()).isEmpty();

    regions.aws().calls().clear();
    regions.job(config, new Heard()).restore(Selection.LATEST);
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }

  private void look(CallLog.Entry entry, Held allowed, Set<String> optIns) {
    Held now = Held.in(observer);
    for (String line : now.beyond(allowed).lines()) {
      if (!isNewDatabase(line)) {
        wider.add(entry.name() + " " + entry.subject() + ": " + line);
      }
    }
    Set<String> missing = new TreeSet<>(optIns);
    missing.removeAll(optIns(observer));
    for (String line : now.beyond(before).lines()) {
      missing.stream()
          .filter(optIn -> line.startsWith(Grant.EVERYONE) && line.contains(resource(optIn)))
          .filter(optIn -> !isNewDatabase(line))
          .forEach(optIn -> wider.add(line + " came before the opt-in of " + optIn));
    }
  }

  /** Open by the region's defaults, until it is closed by its writer's very next call. */
  private boolean isNewDatabase(String line) {
    if (!line.startsWith(Grant.EVERYONE + " [{\"Database\"")) {
      return false;
    }
    String name = Held.resource(line).path("Database").path("Name").asText();
    GlueSource glue = new GlueSource(observer);
    CatalogObject database =
        Streams.stream(glue.databases())
            .filter(each -> each.key().equals(ObjectKey.database(name)))
            .findFirst()
            .orElseThrow();
    return Definitions.isLink(database) || !glue.tables(name).hasNext();
  }

  /** Resource and principal, one line an opt-in. */
  private static Set<String> optIns(AwsRegion region) {
    Set<String> lines = new TreeSet<>();
    OptIns.byKey(new LakeFormationSource(region).optIns(), TwoRegions.ACCOUNT)
        .keySet()
        .forEach(key -> lines.add(key.values() + SEPARATOR + key.name()));
    return lines;
  }

  private static String resource(String optIn) {
    return optIn.substring(0, optIn.indexOf(SEPARATOR));
  }
}
