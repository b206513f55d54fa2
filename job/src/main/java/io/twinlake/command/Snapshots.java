package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.snapshot.SnapshotStore;
import java.util.Map;

/** Which snapshots there are. */
public final class Snapshots {
  private Snapshots() {}

  /**
   * Lists the snapshots of a place; nothing but the place itself and STS is called.
   *
   * @throws io.twinlake.model.UserError when the place or its configuration is wrong
   */
  public static SnapshotStore.Listing list(ConfigPlace place, Connection connection) {
    if (place instanceof ConfigPlace.Backup backup) {
      String region =
          backup.targetRegion() == null ? connection.homeRegion() : backup.targetRegion();
      try (AwsRegion home = connection.access(Map.of()).in(region)) {
        String account = home.sts().getCallerIdentity().account();
        return SnapshotStore.at(home.s3(), backup.place(), account).list();
      }
    }
    TwinlakeConfig config = new ConfigLoader(connection).load(place, Selection.LATEST.snapshot());
    try (AwsRegion target = connection.access(Map.of()).in(config.targetRegion())) {
      String account = target.sts().getCallerIdentity().account();
      return new SnapshotStore(
              target.s3(), config.files().bucket(), config.files().folder(), account)
          .list();
    }
  }
}
