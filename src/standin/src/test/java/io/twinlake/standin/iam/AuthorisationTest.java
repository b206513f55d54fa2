package io.twinlake.standin.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.Account;
import io.twinlake.standin.Clients;
import io.twinlake.standin.StandIn;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

class AuthorisationTest {
  private final StandIn aws = StandIn.builder().regions("us-east-1", "ap-south-1").start();
  private final Account account = aws.account("111122223333");

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void aMissingGluePermissionIsToldInAwssWords() {
    GlueClient glue =
        clients(
                "{'Effect':'Allow','Action':'glue:GetTables','Resource':'arn:aws:glue:us-east-1:111122223333:catalog'}")
            .glue();
    assertThatThrownBy(() -> glue.getTables(b -> b.databaseName("sales")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining(
            "User: arn:aws:sts::111122223333:assumed-role/Job/GlueJobRunnerSession is not"
                + " authorized to perform: glue:GetTables on resource:"
                + " arn:aws:glue:us-east-1:111122223333:database/sales because no identity-based"
                + " policy allows the glue:GetTables action");
  }

  @Test
  void tellsWhichAllowedActionsWereNeeded() {
    GlueClient glue =
        clients("{'Effect':'Allow','Action':['glue:GetDatabases','glue:GetTags'],'Resource':'*'}")
            .glue();
    glue.getDatabases(b -> {});
    assertThatThrownBy(() -> glue.getTables(b -> b.databaseName("sales")))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(account.usedActions("Job")).containsExactly("glue:GetDatabases");
  }

  @Test
  void aRegionConditionHoldsForTheSignedRegion() {
    Clients here =
        clients(
            "{'Effect':'Allow','Action':'lakeformation:Get*','Resource':'*','Condition':"
                + "{'StringEquals':{'aws:RequestedRegion':'us-east-1'}}}");
    assertThat(here.lakeFormation().getDataLakeSettings(b -> {}).dataLakeSettings()).isNotNull();
    Clients there = new Clients(aws, here.credentials(), "ap-south-1");
    assertThatThrownBy(() -> there.lakeFormation().getDataLakeSettings(b -> {}))
        .isInstanceOf(
            software.amazon.awssdk.services.lakeformation.model.AccessDeniedException.class)
        .hasMessageContaining("lakeformation:GetDataLakeSettings on resource: *");
  }

  @Test
  void aDatabaseIsMadeWithTagsOnlyByWhoMayTagIt() {
    GlueClient glue =
        clients("{'Effect':'Allow','Action':'glue:CreateDatabase','Resource':'*'}").glue();
    glue.createDatabase(r -> r.databaseInput(d -> d.name("plain")).tags(Map.of()));
    assertThatThrownBy(
            () ->
                glue.createDatabase(r -> r.databaseInput(d -> d.name("s")).tags(Map.of("a", "b"))))
        .hasMessageContaining("glue:TagResource on resource")
        .hasMessageContaining("database/s");
  }

  @Test
  void registeringWithARoleNeedsPassRole() {
    Clients may = clients("{'Effect':'Allow','Action':'lakeformation:*','Resource':'*'}");
    assertThatThrownBy(
            () ->
                may.lakeFormation()
                    .registerResource(
                        b ->
                            b.resourceArn("arn:aws:s3:::lake")
                                .roleArn("arn:aws:iam::111122223333:role/Registrar")))
        .hasMessageContaining("iam:PassRole");
  }

  @Test
  void theBucketsOfTheLakeAreSeenByWhoMayListThem() {
    S3Client root = new Clients(aws, account.root(), "us-east-1").s3();
    root.createBucket(b -> b.bucket("lake"));
    root.putObject(b -> b.bucket("lake").key("a/k"), RequestBody.fromString("x"));
    S3Client reader =
        clients("{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::lake/a/*'}")
            .s3();
    assertThat(reader.getObjectAsBytes(b -> b.bucket("lake").key("a/k")).asUtf8String())
        .isEqualTo("x");
    assertThat(status(() -> reader.getObjectAsBytes(b -> b.bucket("lake").key("a/none"))))
        .as("a missing key without s3:ListBucket")
        .isEqualTo(403);
    assertThat(status(() -> reader.headBucket(b -> b.bucket("lake")))).isEqualTo(403);
    assertThat(status(() -> reader.headBucket(b -> b.bucket("none")))).isEqualTo(404);
    assertThat(status(() -> write(reader, "a/k"))).isEqualTo(403);
  }

  @Test
  void aConditionalReplacementAlsoNeedsToRead() {
    S3Client root = new Clients(aws, account.root(), "us-east-1").s3();
    root.createBucket(b -> b.bucket("lake"));
    String etag = write(root, "k");
    S3Client writer =
        clients("{'Effect':'Allow','Action':'s3:PutObject','Resource':'arn:aws:s3:::lake/*'}").s3();
    write(writer, "k");
    assertThatThrownBy(
            () ->
                writer.putObject(
                    b -> b.bucket("lake").key("k").ifMatch(etag), RequestBody.fromString("x")))
        .hasMessageContaining("s3:GetObject on resource: arn:aws:s3:::lake/k");
  }

  @Test
  void aRoleIsAssumedOnlyByWhomItTrusts() {
    account.role("Job", "{\"Statement\":[]}");
    Clients operator =
        clientsOf("Operator", "{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'*'}");
    assertThat(assume(operator)).endsWith("assumed-role/Job/drill");
    account.trust(
        "Job",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
            + "\"Principal\":{\"Service\":\"glue.amazonaws.com\"}}}");
    assertThatThrownBy(() -> assume(operator)).isInstanceOf(StsException.class);
    assertThatThrownBy(() -> assume(clients("{'Effect':'Deny','Action':'*','Resource':'*'}")))
        .isInstanceOf(StsException.class)
        .hasMessageContaining("sts:AssumeRole");
  }

  private static String assume(Clients clients) {
    return clients
        .sts()
        .assumeRole(b -> b.roleArn("arn:aws:iam::111122223333:role/Job").roleSessionName("drill"))
        .assumedRoleUser()
        .arn();
  }

  private static String write(S3Client s3, String key) {
    return s3.putObject(b -> b.bucket("lake").key(key), RequestBody.fromString("x")).eTag();
  }

  private static int status(Runnable call) {
    try {
      call.run();
      return 200;
    } catch (S3Exception e) {
      return e.statusCode();
    }
  }

  private Clients clients(String statement) {
    return clientsOf("Job", statement);
  }

  private Clients clientsOf(String role, String statement) {
    String policy = ("{'Statement':" + statement + "}").replace('\'', '"');
    return new Clients(aws, account.role(role, policy), "us-east-1");
  }
}
