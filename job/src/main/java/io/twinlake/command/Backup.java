package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Manifest.Completeness;
import io.twinlake.snapshot.SnapshotId;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.snapshot.SnapshotWriter;
import io.twinlake.source.BucketRegions;
import io.twinlake.source.Caller;
import io.twinlake.source.GlueDetails;
import io.twinlake.source.NestedCatalogs;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Reads a region's catalog and Lake Formation into a new snapshot. What AWS refuses of one object
 * is recorded with the reason, and the rest goes on.
 */
public final class Backup {
  private static final int NAMES_SAID = 10;

  private final AwsRegion source;
  private final Caller caller;
  private final SnapshotStore store;
  private final TwinlakeConfig config;
  private final Events events;
  private final Clock clock;

  public Backup(
      AwsRegion source,
      Caller caller,
      SnapshotStore store,
      TwinlakeConfig config,
      Events events,
      Clock clock) {
    this.source = source;
    this.caller = caller;
    this.store = store;
    this.config = config;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes a snapshot.
   *
   * @throws UserError when there can be none
   */
  public Manifest run() {
    try {
      warnOfBucketInSourceRegion();
      return snapshot();
    } catch (AwsServiceException e) {
      throw failed(Refusal.sentence(e), e);
    } catch (SdkClientException e) {
      throw failed("no answer (" + e.getMessage() + ")", e);
    }
  }

  private Manifest snapshot() {
    Instant started = clock.instant();
    SnapshotId id = SnapshotId.next(clock, source.name());
    try (SnapshotWriter writer =
        store.begin(id, config.files(), config.text(), config.principals().file())) {
      Recording recording = new Recording(writer, events);
      Completeness completeness = read(recording);
      return writer.finish(
          new SnapshotWriter.Header(
              caller.account(),
              started,
              clock.instant(),
              config.scope(),
              completeness,
              BucketRegions.ask(source.s3(), recording.buckets())));
    }
  }

  private Completeness read(Recording recording) {
    CutTables cutTables = new CutTables(caller);
    HiddenRowPolicies hidden = new HiddenRowPolicies();
    DetailBackup details =
        new DetailBackup(GlueDetails.of(source, caller), config.scope(), recording);
    CatalogBackup catalog =
        new CatalogBackup(source, recording, cutTables, hidden, details, events);
    NestedCatalogs catalogs = new NestedCatalogs(source);
    LakeFormationBackup lakeFormation =
        new LakeFormationBackup(
            source, caller, config.scope(), catalogs, recording, cutTables, hidden, events);

    boolean admin = lakeFormation.settings(caller);
    catalog.databasesAndTables(config.scope());
    catalog.details();
    catalog.partitions();
    new SatelliteBackup(source, catalogs, recording).run(config.scope());
    lakeFormation.lists(catalog.taggable());

    warnWhenEmpty(catalog);
    return completeness(admin, cutTables.names());
  }

  private Completeness completeness(boolean admin, List<String> cutTables) {
    if (!admin) {
      events.problem(
          "%s is no data lake administrator of %s: Lake Formation shows it a part, so this snapshot is incomplete; make it a read-only administrator there and back up again."
              .formatted(caller.principal(), source.name()));
    }
    if (!cutTables.isEmpty()) {
      events.warn(
          "AWS may have held back columns or properties of %s; grant %s SELECT on all their columns and back up again."
              .formatted(named(cutTables), caller.principal()));
    }
    return new Completeness(caller.principal(), admin, cutTables);
  }

  private void warnOfBucketInSourceRegion() {
    if (store.bucketRegion().equals(source.name())) {
      events.warn(
          "Backup bucket %s lies in %s, the region whose loss it is for; use one in another region, or replicate it."
              .formatted(config.files().bucket(), source.name()));
    }
  }

  private void warnWhenEmpty(CatalogBackup catalog) {
    if (catalog.isEmpty()) {
      events.warn(
          "No database was found in %s; check source_region and database_list if there should be."
              .formatted(source.name()));
    }
  }

  private UserError failed(String reason, Throwable cause) {
    return UserError.failed(
        "Cannot back up %s, and no snapshot was made: %s; mend that and run again."
            .formatted(source.name(), reason),
        cause);
  }

  private static String named(List<String> tables) {
    String first = tables.stream().limit(NAMES_SAID).collect(Collectors.joining(", "));
    int more = tables.size() - NAMES_SAID;
    return more > 0 ? first + " and " + more + " more tables" : first;
  }
}
