package io.twinlake.infra;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lakeformation.CfnDataLakeSettings;
import software.amazon.awscdk.services.lakeformation.CfnDataLakeSettings.DataLakePrincipalProperty;

/**
 * Adds the role to a region's Lake Formation administrators. Always APPEND and nothing else: what
 * is set here replaces the region's own settings otherwise.
 */
final class LakeAdmins {
  private LakeAdmins() {}

  /** Sees every permission and grants none; without it ListPermissions answers in part. */
  static CfnDataLakeSettings readOnly(Stack stack, String roleArn) {
    return settings(stack).readOnlyAdmins(List.of(principal(roleArn))).build();
  }

  static CfnDataLakeSettings full(Stack stack, String roleArn) {
    return settings(stack).admins(List.of(principal(roleArn))).build();
  }

  private static CfnDataLakeSettings.Builder settings(Stack stack) {
    return CfnDataLakeSettings.Builder.create(stack, "MyCfnDataLakeSettings")
        .mutationType("APPEND");
  }

  private static DataLakePrincipalProperty principal(String roleArn) {
    return DataLakePrincipalProperty.builder().dataLakePrincipalIdentifier(roleArn).build();
  }
}
