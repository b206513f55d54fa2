package io.twinlake.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.CompositePrincipal;
import software.amazon.awscdk.services.iam.IManagedPolicy;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/**
 * The one role both jobs run as. IAM is global, so a fixed name lets the target's stack name it.
 */
final class JobRole {
  private JobRole() {}

  static Role create(Stack stack, DeploymentSettings settings, PolicyStatement readAssets) {
    Arns arns = Arns.of(stack, settings);
    List<PolicyStatement> runtime = new ArrayList<>(RuntimeStatements.of(arns));
    runtime.add(readAssets);
    return Role.Builder.create(stack, "glue_role_id2323")
        .roleName(settings.roleName())
        .description("Twinlake: reads the source region's data lake, writes the target region's.")
        .assumedBy(trusted(arns, settings))
        .managedPolicies(managed(settings))
        .inlinePolicies(
            // Ordered, so that a second synth writes the same template.
            new TreeMap<>(
                Map.of(
                    "Catalog", document(CatalogStatements.of(arns, settings)),
                    "LakeFormation", document(LakeFormationStatements.of(arns, settings)),
                    "Storage", document(StorageStatements.of(arns, settings)),
                    "Runtime", document(runtime))))
        .build();
  }

  static PolicyDocument document(List<PolicyStatement> statements) {
    return PolicyDocument.Builder.create().statements(statements).build();
  }

  private static IPrincipal trusted(Arns arns, DeploymentSettings settings) {
    ServicePrincipal glue =
        ServicePrincipal.Builder.create("glue.amazonaws.com")
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", arns.account())))
            .build();
    String operator = settings.operatorRoleArn();
    return operator == null ? glue : new CompositePrincipal(glue, new ArnPrincipal(operator));
  }

  private static List<IManagedPolicy> managed(DeploymentSettings settings) {
    return settings.attachGlueServiceRole()
        ? List.of(ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSGlueServiceRole"))
        : List.of();
  }
}
