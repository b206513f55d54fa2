package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.command.access.Access;
import io.twinlake.command.access.Atom;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.snapshot.MovableClock;
import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lake.RandomLake;
import io.twinlake.standin.lake.Staff;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** A random lake, backed up, and a target whose buckets are all there. */
final class RandomTwins implements AutoCloseable {
  /** Longer than a lease. */
  private static final Duration LATER = Duration.ofMinutes(11);

  private final MovableClock clock = new MovableClock();
  private final TwoRegions regions = new TwoRegions(clock);
  private final AwsCredentials staff = Staff.in(regions.aws().account(TwoRegions.ACCOUNT));
  private final Map<String, String> buckets = new TreeMap<>();

  RandomTwins() {
    List<String> from = RandomLake.buckets(TwoRegions.SOURCE);
    List<String> to = RandomLake.buckets(TwoRegions.TARGET);
    for (int i = 0; i < from.size(); i++) {
      buckets.put(from.get(i), to.get(i));
    }
    for (String bucket : to) {
      target()
          .s3()
          .createBucket(
              r ->
                  r.bucket(bucket)
                      .createBucketConfiguration(c -> c.locationConstraint(TwoRegions.TARGET)));
    }
  }

  TwoRegions regions() {
    return regions;
  }

  /** As an observer whose calls nobody listens to. */
  AwsRegion target() {
    return regions.target();
  }

  RandomTwins fill(String region, long seed) {
    try (LakeClients clients = clients(region)) {
      RandomLake.of(seed).fill(clients);
    }
    LakeSettings.appointJob(regions);
    return this;
  }

  RandomTwins drift(String region, long seed) {
    try (LakeClients clients = clients(region)) {
      RandomLake.drift(seed, clients);
    }
    return this;
  }

  private LakeClients clients(String region) {
    return LakeClients.of(regions.aws().endpoint(), staff, TwoRegions.ACCOUNT, region);
  }

  /** What the source gives, where its data lies in the target. */
  Access source() {
    return Watch.in(regions.source()).mapped(buckets);
  }

  /** The job, at a time when no earlier run's lease holds any more. */
  Twinlake job(Events events, String... operation) {
    clock.move(LATER);
    return regions.job(config(operation), events, clock);
  }

  private TwinlakeConfig config(String... operation) {
    String mapping =
        buckets.entrySet().stream()
            .map(e -> "'" + e.getKey() + "': '" + e.getValue() + "'")
            .collect(Collectors.joining(", ", "{", "}"));
    return ConfigReader.parse(
        TwoRegions.configText(operation).replaceFirst("(target_s3_locations =).*", "$1 " + mapping)
            + "[Catalog]\nrestore_resource_policy = True\n",
        "glue_config.conf");
  }

  /**
   * Settings are merged, not replaced, and only if the configuration says so; what AWS did not make
   * in the source is not restored.
   */
  static boolean isOnObject(Atom atom) {
    return !atom.thing().kind().equals("region")
        && !RandomLake.isFailedView(atom.thing().path().toString());
  }

  @Override
  public void close() {
    regions.close();
  }
}
