package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.model.UserError;
import io.twinlake.standin.StandIn;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class ConfigObjectTest {
  private static final String ACCOUNT = "111122223333";

  private final StandIn aws = StandIn.builder().accounts(ACCOUNT).start();
  private final AwsRegion home = as(aws.account(ACCOUNT).root());

  @BeforeEach
  void putConfiguration() {
    home.s3().createBucket(b -> b.bucket("settings"));
    put("lake/glue_config.conf", RequestBody.fromString(SampleFiles.shipped()));
  }

  @AfterEach
  void close() {
    home.close();
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lake/glue_config.conf", "/lake/glue_config.conf", "//lake/glue_config.conf"})
  void readsAnObjectWithOrWithoutASlashBeforeItsKey(String key) {
    assertThat(ConfigReader.load(home.s3(), "settings", key).text())
        .isEqualTo(SampleFiles.shipped());
  }

  @Test
  void namesThePlaceInProblems() {
    put("wrong.conf", RequestBody.fromString("[Operation"));
    assertRefused(
        home.s3(),
        "settings",
        "wrong.conf",
        UserError.Exit.USAGE,
        "s3://settings/wrong.conf:1: \"[Operation\" is not a line of a configuration");
  }

  @Test
  void saysWhyAnObjectCannotBeRead() {
    assertRefused(
        home.s3(),
        "settings",
        "/",
        UserError.Exit.USAGE,
        "s3://settings/ names no object; write s3://bucket/folder/glue_config.conf.");
    assertRefused(
        home.s3(),
        "settings",
        "none.conf",
        UserError.Exit.USAGE,
        "There is no configuration s3://settings/none.conf; upload it there, or correct the key.");
    assertRefused(
        home.s3(),
        "nowhere",
        "x",
        UserError.Exit.USAGE,
        "Bucket nowhere of the configuration s3://nowhere/x does not exist; correct its name.");
    put("large", RequestBody.fromBytes(new byte[ConfigFile.MAX_BYTES + 1]));
    assertRefused(
        home.s3(),
        "settings",
        "large",
        UserError.Exit.USAGE,
        "s3://settings/large is larger than 512 KiB and cannot be a configuration; name another file.");
    put("latin", RequestBody.fromBytes(new byte[] {'[', (byte) 0xe9, ']'}));
    assertRefused(
        home.s3(),
        "settings",
        "latin",
        UserError.Exit.USAGE,
        "s3://settings/latin is not a text in UTF-8; save it as one.");
  }

  @Test
  void namesThePermissionThatIsMissing() {
    String nothing =
        """
        {"Version":"2012-10-17","Statement":
          [{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}""";
    try (AwsRegion denied = as(aws.account(ACCOUNT).role("Denied", nothing))) {
      assertRefused(
          denied.s3(),
          "settings",
          "lake/glue_config.conf",
          UserError.Exit.FAILED,
          "Reading the configuration s3://settings/lake/glue_config.conf was denied");
    }
  }

  @Test
  void saysThatNoAnswerCame() {
    aws.close();
    try (S3Client once =
        S3Client.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(aws.account(ACCOUNT).root()))
            .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build()) {
      assertRefused(
          once,
          "settings",
          "x",
          UserError.Exit.FAILED,
          "Reading the configuration s3://settings/x got no answer");
    }
  }

  private static void assertRefused(
      S3Client s3, String bucket, String key, UserError.Exit exit, String sentence) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ConfigReader.load(s3, bucket, key))
        .satisfies(
            error -> {
              assertThat(error.exit()).isEqualTo(exit);
              assertThat(error.problems()).first().asString().startsWith(sentence);
            });
  }

  private void put(String key, RequestBody body) {
    home.s3().putObject(b -> b.bucket("settings").key(key), body);
  }

  private AwsRegion as(AwsCredentials credentials) {
    return new AwsAccess(aws.endpoint(), StaticCredentialsProvider.create(credentials), Map.of(), 4)
        .in("us-east-1");
  }
}
