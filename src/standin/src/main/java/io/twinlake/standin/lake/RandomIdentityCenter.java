package io.twinlake.standin.lake;

import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationIdentityCenterConfigurationRequest;
import software.amazon.awssdk.services.lakeformation.model.EnableStatus;
import software.amazon.awssdk.services.lakeformation.model.RedshiftScopeUnion;
import software.amazon.awssdk.services.lakeformation.model.ServiceAuthorization;
import software.amazon.awssdk.services.lakeformation.model.ServiceIntegrationUnion;

/**
 * A random connection with IAM Identity Center, of which a region has one or none (aws-facts 25).
 */
record RandomIdentityCenter(RandomWords words, LakeClients clients) {
  void connect() {
    if (words.once(3)) {
      clients.lakeFormation().createLakeFormationIdentityCenterConfiguration(request());
    }
  }

  private CreateLakeFormationIdentityCenterConfigurationRequest request() {
    CreateLakeFormationIdentityCenterConfigurationRequest.Builder request =
        CreateLakeFormationIdentityCenterConfigurationRequest.builder()
            .instanceArn("arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6");
    if (words.once(2)) {
      EnableStatus status = words.once(2) ? EnableStatus.ENABLED : EnableStatus.DISABLED;
      List<String> targets =
          words.someOf(List.of("arn:aws:sso::" + clients.account() + ":application/app"));
      request.externalFiltering(f -> f.status(status).authorizedTargets(targets));
    }
    if (words.once(2)) {
      request.shareRecipients(List.of());
    }
    if (words.once(2)) {
      request.serviceIntegrations(ServiceIntegrationUnion.fromRedshift(redshift()));
    }
    return request.build();
  }

  private static List<RedshiftScopeUnion> redshift() {
    return List.of(
        RedshiftScopeUnion.builder()
            .redshiftConnect(c -> c.authorization(ServiceAuthorization.ENABLED))
            .build());
  }
}
