package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.twinlake.model.UserError;
import io.twinlake.standin.StandIn;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.GlueClientBuilder;

class FailureTest {
  private static final AwsCredentials ANYONE = AwsBasicCredentials.create("AKIA", "secret");

  @Test
  void namesTheCallThatWasDeniedAndTheMissingPermission() {
    try (StandIn aws = StandIn.builder().regions("us-east-1").start()) {
      AwsCredentials nobody = aws.account("111122223333").role("Nobody", "{\"Statement\":[]}");
      assertThat(sentence(client(aws.endpoint(), nobody)))
          .startsWith("Glue GetTable answered AccessDeniedException")
          .contains("glue:GetTable")
          .endsWith("; give the caller that permission in IAM and, if need be, Lake Formation.");
    }
  }

  @Test
  void tellsCredentialsThatAreRefusedFromPermissions() {
    try (StandIn aws = StandIn.builder().regions("us-east-1").start()) {
      assertThat(sentence(client(aws.endpoint(), ANYONE)))
          .startsWith("Glue GetTable answered UnrecognizedClientException")
          .endsWith("; sign in again, or name another --profile.");
    }
  }

  @Test
  void saysWhoCouldNotBeReached() {
    URI gone;
    try (StandIn aws = StandIn.builder().start()) {
      gone = aws.endpoint();
    }
    assertThat(sentence(client(gone, ANYONE)))
        .startsWith("Glue GetTable could not be reached (")
        .endsWith("; check the network, the region and --endpoint-url.");
  }

  @Test
  void saysThatThereAreNoCredentials() {
    GlueClientBuilder builder =
        builder(URI.create("http://127.0.0.1:1"))
            .credentialsProvider(
                AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create()));
    assertThat(sentence(builder.build()))
        .startsWith("No AWS credentials were found; ")
        .contains("--profile");
  }

  @Test
  void findsTheSentenceForTheOperatorUnderOtherErrors() {
    UserError known = UserError.usage("Write it otherwise.");
    assertThat(Failure.explain(new IllegalStateException(known))).isSameAs(known);
  }

  @Test
  void whatNobodyExpectedAsksForItsTrace() {
    assertThat(Failure.explain(new IllegalStateException("hm")))
        .hasMessage(
            "Twinlake met something it did not expect (java.lang.IllegalStateException: hm);"
                + " run it with --debug and report the trace.");
  }

  private static String sentence(GlueClient glue) {
    try (glue) {
      RuntimeException error =
          catchThrowableOfType(
              RuntimeException.class, () -> glue.getTable(r -> r.databaseName("a").name("b")));
      UserError explained = Failure.explain(error);
      assertThat(explained.exit()).isEqualTo(UserError.Exit.FAILED);
      return explained.problems().get(0);
    }
  }

  private static GlueClient client(URI endpoint, AwsCredentials caller) {
    return builder(endpoint).credentialsProvider(StaticCredentialsProvider.create(caller)).build();
  }

  private static GlueClientBuilder builder(URI endpoint) {
    return GlueClient.builder()
        .httpClientBuilder(Apache5HttpClient.builder())
        .region(Region.US_EAST_1)
        .endpointOverride(endpoint)
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }
}
