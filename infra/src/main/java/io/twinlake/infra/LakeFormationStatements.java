package io.twinlake.infra;

import static io.twinlake.infra.Allow.allow;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * Lake Formation: read in both regions, write in the target. Its operations know no ARNs, so the
 * region is the limit
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslakeformation.html).
 */
final class LakeFormationStatements {
  private static final String REGION = "aws:RequestedRegion";

  private LakeFormationStatements() {}

  static List<PolicyStatement> of(Arns arns, DeploymentSettings settings) {
    List<PolicyStatement> statements =
        new ArrayList<>(List.of(read(arns), write(arns), readPrincipals()));
    statements.addAll(serviceLinkedRole(arns));
    if (!settings.registeredLocationRoleArns().isEmpty()) {
      statements.addAll(passRoles(settings.registeredLocationRoleArns()));
    }
    return statements;
  }

  private static PolicyStatement read(Arns arns) {
    return allow(
            "ReadPermissions",
            "lakeformation",
            "DescribeLakeFormationIdentityCenterConfiguration",
            "GetDataLakeSettings",
            "GetResourceLFTags",
            "ListDataCellsFilter",
            "ListLFTagExpressions",
            "ListLFTags",
            "ListLakeFormationOptIns",
            "ListPermissions",
            "ListRLSPolicies",
            "ListRLSPolicyAttachments",
            "ListResources")
        .when(REGION, arns.regions())
        .onAnything();
  }

  private static PolicyStatement write(Arns arns) {
    return allow(
            "WriteTargetPermissions",
            "lakeformation",
            "PutDataLakeSettings",
            "BatchGrantPermissions",
            "BatchRevokePermissions",
            "RegisterResource",
            "UpdateResource",
            "DeregisterResource",
            "CreateLakeFormationOptIn",
            "DeleteLakeFormationOptIn",
            "CreateDataCellsFilter",
            "GetDataCellsFilter",
            "UpdateDataCellsFilter",
            "DeleteDataCellsFilter",
            "CreateRLSPolicy",
            "GetRLSPolicy",
            "UpdateRLSPolicy",
            "DeleteRLSPolicy",
            "AttachRLSPolicy",
            "DetachRLSPolicy",
            "CreateLFTag",
            "UpdateLFTag",
            "DeleteLFTag",
            "GetLFTag",
            "CreateLFTagExpression",
            "UpdateLFTagExpression",
            "DeleteLFTagExpression",
            "AddLFTagsToResource",
            "RemoveLFTagsFromResource")
        .when(REGION, arns.target())
        .onAnything();
  }

  /**
   * Who of those who are granted something is still there. IAM's lists know neither ARNs nor
   * regions.
   */
  private static PolicyStatement readPrincipals() {
    return allow("ReadPrincipals", "iam", "ListRoles", "ListUsers").onAnything();
  }

  /** Lake Formation adds a location to its own role in the name of who registers it. */
  private static List<PolicyStatement> serviceLinkedRole(Arns arns) {
    String role =
        arns.role(
            "aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess");
    return List.of(
        allow("CreateLakeFormationsOwnRole", "iam", "CreateServiceLinkedRole")
            .when("iam:AWSServiceName", "lakeformation.amazonaws.com")
            .on(role),
        allow("RegisterWithLakeFormationsOwnRole", "iam", "GetRole", "PutRolePolicy").on(role));
  }

  private static List<PolicyStatement> passRoles(List<String> roles) {
    return List.of(
        allow("PassLocationRoles", "iam", "PassRole")
            .when("iam:PassedToService", "lakeformation.amazonaws.com")
            .on(roles),
        allow("ReadLocationRoles", "iam", "GetRole").on(roles));
  }
}
