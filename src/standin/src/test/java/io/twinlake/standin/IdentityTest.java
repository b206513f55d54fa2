package io.twinlake.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class IdentityTest {
  private static final String NOTHING = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";

  private final StandIn aws =
      StandIn.builder()
          .regions("us-east-1", "ap-south-1")
          .accounts("111122223333", "444455556666")
          .start();
  private final Account account = aws.account("111122223333");

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void rootIsTheUserAdmin() {
    GetCallerIdentityResponse me = sts(account.root(), "us-east-1").getCallerIdentity();
    assertThat(me.account()).isEqualTo("111122223333");
    assertThat(me.arn()).isEqualTo("arn:aws:iam::111122223333:user/admin");
  }

  @Test
  void aSessionsArnLacksTheRolesPath() {
    AwsCredentials loader = account.role("/service/", "Loader", NOTHING);
    assertThat(sts(loader, "ap-south-1").getCallerIdentity().arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/Loader/GlueJobRunnerSession");
  }

  @Test
  void assumedRolesGetTheirOwnCredentials() {
    String role = account.principal("role/Operator");
    Credentials temporary =
        sts(account.root(), "us-east-1")
            .assumeRole(r -> r.roleArn(role).roleSessionName("drill"))
            .credentials();
    AwsCredentials operator =
        AwsSessionCredentials.create(
            temporary.accessKeyId(), temporary.secretAccessKey(), temporary.sessionToken());
    assertThat(sts(operator, "us-east-1").getCallerIdentity().arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/Operator/drill");
  }

  @Test
  void refusesUnknownKeysWrongSecretsAndMissingTokens() {
    AwsCredentials root = account.root();
    AwsCredentials role = account.role("Loader", NOTHING);
    assertThatThrownBy(() -> identity(AwsBasicCredentials.create("AKIAUNKNOWN", "x")))
        .isInstanceOf(StsException.class)
        .hasMessageContaining("security token included in the request is invalid");
    assertThatThrownBy(() -> identity(AwsBasicCredentials.create(root.accessKeyId(), "wrong")))
        .isInstanceOf(StsException.class)
        .hasMessageContaining("signature");
    assertThatThrownBy(
            () -> identity(AwsBasicCredentials.create(role.accessKeyId(), role.secretAccessKey())))
        .isInstanceOf(StsException.class);
  }

  @Test
  void aRemovedPrincipalCallsNoMore() {
    AwsCredentials user = account.user("leaver", NOTHING);
    assertThat(identity(user)).endsWith("user/leaver");
    account.removePrincipal("user/leaver");
    assertThatThrownBy(() -> identity(user)).isInstanceOf(StsException.class);
  }

  @Test
  void aRegionCutOffAnswersNothingUntilItIsBack() {
    aws.cutOff("us-east-1");
    assertThatThrownBy(() -> identity(account.root())).isInstanceOf(SdkClientException.class);
    assertThat(sts(account.root(), "ap-south-1").getCallerIdentity().account()).isNotEmpty();
    aws.reconnect("us-east-1");
    assertThat(identity(account.root())).endsWith("user/admin");
    assertThat(aws.calls().all().get(0).error()).isEqualTo("ConnectionClosed");
  }

  @Test
  void aRegionThatIsNotThereAnswersNothing() {
    assertThatThrownBy(() -> sts(account.root(), "eu-west-3").getCallerIdentity())
        .isInstanceOf(SdkClientException.class);
  }

  @Test
  void anyCredentialsAreRootsWhenAsked() {
    try (StandIn open = StandIn.builder().anyCredentials(true).start();
        StsClient sts =
            StsClient.builder()
                .endpointOverride(open.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build()) {
      assertThat(sts.getCallerIdentity().arn()).endsWith(":user/admin");
    }
  }

  private String identity(AwsCredentials credentials) {
    return sts(credentials, "us-east-1").getCallerIdentity().arn();
  }

  private StsClient sts(AwsCredentials credentials, String region) {
    return StsClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }
}
