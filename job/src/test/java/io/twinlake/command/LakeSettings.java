package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions;

/** Changes to a region's data lake settings, of which the rest is kept. */
final class LakeSettings {
  private LakeSettings() {}

  /** Whether IAM alone governs what is created from now on. */
  static void open(AwsRegion region, boolean open) {
    PrincipalPermissions everyone =
        PrincipalPermissions.builder()
            .principal(TwoRegions.principal("IAM_ALLOWED_PRINCIPALS"))
            .permissions(Permission.ALL)
            .build();
    List<PrincipalPermissions> defaults = open ? List.of(everyone) : List.of();
    change(
        region,
        settings ->
            settings
                .createDatabaseDefaultPermissions(defaults)
                .createTableDefaultPermissions(defaults));
  }

  /** Makes the job's role a read-only admin of the source and an admin of the target again. */
  static void appointJob(TwoRegions regions) {
    DataLakePrincipal job = TwoRegions.principal(TwoRegions.jobArn());
    change(regions.source(), s -> s.readOnlyAdmins(with(s.build().readOnlyAdmins(), job)));
    change(regions.target(), s -> s.dataLakeAdmins(with(s.build().dataLakeAdmins(), job)));
  }

  /**
   * @param suffix what follows the account in the new admin's ARN
   */
  static void appoint(AwsRegion region, String suffix) {
    DataLakePrincipal admin =
        TwoRegions.principal("arn:aws:iam::" + TwoRegions.ACCOUNT + ":" + suffix);
    change(region, s -> s.dataLakeAdmins(with(s.build().dataLakeAdmins(), admin)));
  }

  private static List<DataLakePrincipal> with(
      List<DataLakePrincipal> admins, DataLakePrincipal another) {
    List<DataLakePrincipal> all = new ArrayList<>(admins);
    all.remove(another);
    all.add(another);
    return all;
  }

  static void change(AwsRegion region, Consumer<DataLakeSettings.Builder> change) {
    DataLakeSettings before =
        region.lakeFormation().getDataLakeSettings(r -> {}).dataLakeSettings();
    DataLakeSettings.Builder settings = before.toBuilder();
    change.accept(settings);
    DataLakeSettings after = settings.build();
    region.lakeFormation().putDataLakeSettings(r -> r.dataLakeSettings(after));
  }
}
