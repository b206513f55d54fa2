package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.source.Caller;
import io.twinlake.source.TargetBuckets;
import io.twinlake.transform.BucketCheck;
import io.twinlake.transform.BucketMapping;
import io.twinlake.transform.LocationMapping;
import io.twinlake.transform.PrincipalMapping;
import io.twinlake.transform.UnmappedBuckets;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** What is compared, known before anything is decided. */
record Comparison(Desired desired, Target target, Base base, BucketMapping buckets) {
  /** Whose target it is, and how it is read. */
  record Reader(
      AwsRegion region,
      TwinlakeConfig config,
      Caller caller,
      PrincipalMapping principals,
      SnapshotStore store,
      Events events) {
    /**
     * Reads the target.
     *
     * @param bases the snapshots that were restored there earlier
     * @throws UserError when the target cannot be read
     */
    Comparison read(Snapshot snapshot, List<String> bases, Selection selection) {
      LocationMapping locations = new LocationMapping(effectiveMapping());
      sayWhatIsUnmapped(snapshot.manifest(), locations.buckets());
      Chosen chosen = Chosen.of(config.scope(), snapshot.manifest().scope(), selection);
      Translation translation = new Translation(config, principals, caller.account(), locations);
      Renamed renamed = new Renamed(principals::leavesOut);
      Desired desired = translation.desired(snapshot, chosen, renamed);
      renamed.requireOneToOne();
      Base base =
          Base.open(
              store,
              bases,
              snapshot.manifest().id(),
              !principals.equals(principals.leavingOutNobody()),
              earlier -> translation.restored(earlier, chosen),
              events);
      return new Comparison(desired, target(desired), base, locations.buckets());
    }

    private Target target(Desired desired) {
      try {
        return Target.read(region, caller, desired, config.operation().syncLfPermissions());
      } catch (SdkException e) {
        throw UserError.failed(
            "Region %s cannot be read, so nothing was written: %s"
                .formatted(region.name(), Failure.explain(e).getMessage()),
            e);
      }
    }

    private BucketMapping effectiveMapping() {
      if (config.bucketMapping().isEmpty()) {
        return BucketMapping.IDENTITY;
      }
      return BucketCheck.effective(
          config.bucketMapping(),
          TargetBuckets.ask(
              region.s3(), caller.account(), BucketCheck.buckets(config.bucketMapping())),
          caller.account(),
          events);
    }

    /** What is lost with the source region, as long as something can be done about it. */
    private void sayWhatIsUnmapped(Manifest manifest, BucketMapping mapping) {
      UnmappedBuckets unmapped =
          UnmappedBuckets.of(manifest.buckets(), manifest.sourceRegion(), mapping);
      if (!unmapped.inSourceRegion().isEmpty()) {
        events.warn(
            "Locations in these buckets stay as they are, and the buckets lie in %s, whose loss the restore is for: %s; replicate them and map them in target_s3_locations."
                .formatted(manifest.sourceRegion(), String.join(", ", unmapped.inSourceRegion())));
      }
      if (!unmapped.unknown().isEmpty()) {
        events.info(
            "Locations in these buckets stay as they are, and the backup could not tell where the buckets lie: %s."
                .formatted(String.join(", ", unmapped.unknown())));
      }
    }
  }
}
