package io.twinlake.standin.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.function.BiConsumer;

/**
 * Lake Formation's actions know no resources. Registering a location also hands a role over, or
 * makes the service-linked one.
 *
 * @see <a href="https://docs.aws.amazon.com/lake-formation/latest/dg/registration-role.html">AWS:
 *     requirements for roles used to register locations</a>
 */
public final class LakeFormationAccess implements BiConsumer<Call, ObjectNode> {
  private static final String SERVICE = "lakeformation.amazonaws.com";

  private final Authoriser authoriser;

  public LakeFormationAccess(Authoriser authoriser) {
    this.authoriser = authoriser;
  }

  @Override
  public void accept(Call call, ObjectNode body) {
    require(Access.of(call, "lakeformation:" + call.operation(), "*"));
    if (call.operation().matches("(Register|Update)Resource")) {
      if (body.path("UseServiceLinkedRole").asBoolean()) {
        requireServiceLinkedRole(call);
      } else {
        requirePassRole(call, body.path("RoleArn").asText());
      }
    }
  }

  private void requirePassRole(Call call, String role) {
    require(Access.of(call, "iam:PassRole", role).with("iam:passedtoservice", SERVICE));
  }

  private void requireServiceLinkedRole(Call call) {
    String role =
        "arn:aws:iam::"
            + call.caller().account()
            + ":role/aws-service-role/"
            + SERVICE
            + "/AWSServiceRoleForLakeFormationDataAccess";
    require(
        Access.of(call, "iam:CreateServiceLinkedRole", role).with("iam:awsservicename", SERVICE));
    require(Access.of(call, "iam:PutRolePolicy", role));
  }

  private void require(Access access) {
    authoriser
        .refusal(access)
        .ifPresent(
            refusal -> {
              throw new AwsError("AccessDeniedException", 403, refusal);
            });
  }
}
