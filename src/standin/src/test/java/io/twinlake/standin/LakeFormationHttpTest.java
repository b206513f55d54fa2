package io.twinlake.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.AccessDeniedException;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.InvalidInputException;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationException;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;

class LakeFormationHttpTest {
  private static final String EVERYTHING =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
  private static final Resource CATALOG = Resource.builder().catalog(c -> {}).build();

  private final StandIn aws = StandIn.builder().regions("us-east-1", "ap-south-1").start();
  private final Account account = aws.account("111122223333");
  private final String analyst = account.principal("role/Analyst");
  private final LakeFormationClient admin = client(account.root(), "us-east-1");

  @BeforeEach
  void makeAdmin() {
    admin.putDataLakeSettings(
        r ->
            r.dataLakeSettings(
                s -> s.dataLakeAdmins(principal("arn:aws:iam::111122223333:user/admin"))));
  }

  @AfterEach
  void close() {
    admin.close();
    aws.close();
  }

  @Test
  void theSdkReadsWhatItWrote() {
    admin.grantPermissions(
        r ->
            r.principal(principal(analyst))
                .resource(CATALOG)
                .permissions(Permission.CREATE_DATABASE));
    List<PrincipalResourcePermissions> rows =
        admin.listPermissionsPaginator(r -> {}).stream()
            .flatMap(page -> page.principalResourcePermissions().stream())
            .toList();
    assertThat(rows)
        .extracting(row -> row.principal().dataLakePrincipalIdentifier())
        .containsExactly("IAM_ALLOWED_PRINCIPALS", analyst);
    assertThat(rows.get(1).hasPermissionsWithGrantOption()).isTrue();
    assertThat(rows.get(1).lastUpdated()).isNotNull();
  }

  @Test
  void theSdkThrowsAwsOwnExceptions() {
    assertThatThrownBy(() -> admin.describeResource(r -> r.resourceArn("arn:aws:s3:::no")))
        .isInstanceOf(EntityNotFoundException.class);
    assertThatThrownBy(
            () ->
                admin.revokePermissions(
                    r ->
                        r.principal(principal(analyst))
                            .resource(CATALOG)
                            .permissions(Permission.CREATE_DATABASE)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Grantee has no permissions");
    AwsCredentials eve = account.user("eve", EVERYTHING);
    try (LakeFormationClient other = client(eve, "us-east-1")) {
      assertThatThrownBy(
              () ->
                  other.grantPermissions(
                      r ->
                          r.principal(principal(analyst))
                              .resource(CATALOG)
                              .permissions(Permission.CREATE_DATABASE)))
          .isInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void followsTheCatalogOfItsRegion() {
    AwsCredentials maker = account.user("maker", EVERYTHING);
    try (GlueClient glue = glue(maker)) {
      glue.createDatabase(r -> r.databaseInput(d -> d.name("Sales")));
      glue.createTable(r -> r.databaseName("sales").tableInput(t -> t.name("Orders")));
      admin.grantPermissions(
          r ->
              r.principal(principal(analyst))
                  .resource(t -> t.table(x -> x.databaseName("SALES").name("orders")))
                  .permissions(Permission.SELECT));
      assertThat(principals()).contains(analyst, "arn:aws:iam::111122223333:user/maker");
      glue.deleteTable(r -> r.databaseName("sales").name("orders"));
      assertThat(principals()).doesNotContain(analyst);
      glue.deleteDatabase(r -> r.name("sales"));
      assertThat(principals()).containsExactly("IAM_ALLOWED_PRINCIPALS");
    }
  }

  @Test
  void aTableTellsItsDefaultRowPolicy() {
    try (GlueClient glue = glue(account.root())) {
      glue.createDatabase(r -> r.databaseInput(d -> d.name("sales")));
      glue.createTable(
          r ->
              r.databaseName("sales")
                  .tableInput(
                      t ->
                          t.name("orders")
                              .storageDescriptor(
                                  s -> s.columns(Column.builder().name("id").build()))));
      admin.createRLSPolicy(
          r ->
              r.name("Mine")
                  .attachmentColumns(List.of(rowColumn("id")))
                  .filterExpression("id = 1"));
      assertThat(glue.getTable(r -> r.databaseName("sales").name("orders")).table().rlsProperties())
          .isNull();
      admin.attachRLSPolicy(
          r ->
              r.name("mine")
                  .resource(t -> t.table(x -> x.databaseName("sales").name("orders")))
                  .setDefault(true));
      assertThat(glue.getTables(r -> r.databaseName("sales")).tableList())
          .extracting(table -> table.rlsProperties().defaultRLSPolicy())
          .containsExactly("Mine");
    }
  }

  @Test
  void aRegionWithoutRowPoliciesAnswersAsToAnyUnknownPath() {
    aws.lakeFormation("111122223333", "us-east-1").supportsRowPolicies(false);
    LakeFormationException error =
        catchThrowableOfType(LakeFormationException.class, () -> admin.listRLSPolicies(r -> {}));
    assertThat(error.statusCode()).isEqualTo(404);
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
  }

  private static software.amazon.awssdk.services.lakeformation.model.Column rowColumn(String name) {
    return software.amazon.awssdk.services.lakeformation.model.Column.builder().name(name).build();
  }

  private List<String> principals() {
    return admin.listPermissionsPaginator(r -> {}).stream()
        .flatMap(page -> page.principalResourcePermissions().stream())
        .map(row -> row.principal().dataLakePrincipalIdentifier())
        .toList();
  }

  @Test
  void regionsShareNothing() {
    try (LakeFormationClient elsewhere = client(account.root(), "ap-south-1")) {
      assertThat(elsewhere.getDataLakeSettings(r -> {}).dataLakeSettings().dataLakeAdmins())
          .isEmpty();
    }
  }

  private static DataLakePrincipal principal(String identifier) {
    return DataLakePrincipal.builder().dataLakePrincipalIdentifier(identifier).build();
  }

  private LakeFormationClient client(AwsCredentials credentials, String region) {
    return LakeFormationClient.builder()
        .endpointOverride(aws.endpoint())
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .region(Region.of(region))
        .build();
  }

  private GlueClient glue(AwsCredentials credentials) {
    return GlueClient.builder()
        .endpointOverride(aws.endpoint())
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .region(Region.US_EAST_1)
        .build();
  }
}
