package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.Clients;
import io.twinlake.standin.StandIn;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Compatibility;
import software.amazon.awssdk.services.glue.model.ConditionCheckFailureException;
import software.amazon.awssdk.services.glue.model.Connection;
import software.amazon.awssdk.services.glue.model.ConnectionPropertyKey;
import software.amazon.awssdk.services.glue.model.ConnectionType;
import software.amazon.awssdk.services.glue.model.DataFormat;
import software.amazon.awssdk.services.glue.model.EnableHybridValues;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ExistCondition;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;

class SatellitesTest {
  private static final String ACCOUNT = "111122223333";
  private static final String POLICY =
      """
      {"Statement":[{"Effect":"Deny","Principal":%s,"Action":"glue:*",
      "Resource":"arn:aws:glue:us-east-1:111122223333:catalog"}]}""";
  private static final String TO_ALL = POLICY.formatted("\"*\"");

  private final StandIn aws = StandIn.builder().regions("us-east-1").start();
  private final GlueClient glue = new Clients(aws, aws.account(ACCOUNT).root(), "us-east-1").glue();

  @AfterEach
  void close() {
    glue.close();
    aws.close();
  }

  private void connection(String name) {
    glue.createConnection(
        r ->
            r.connectionInput(
                c ->
                    c.name(name)
                        .connectionType(ConnectionType.JDBC)
                        .connectionProperties(Map.of(ConnectionPropertyKey.PASSWORD, "pw"))));
  }

  private Connection shown(boolean hidden) {
    return glue.getConnections(r -> r.hidePassword(hidden)).connectionList().get(0);
  }

  @Test
  void aPasswordIsShownHiddenOrEncryptedAsItIsAskedFor() {
    connection("shop");
    assertThat(shown(false).connectionProperties())
        .containsEntry(ConnectionPropertyKey.PASSWORD, "pw");
    assertThat(shown(true).connectionProperties()).isEmpty();
    glue.putDataCatalogEncryptionSettings(
        r ->
            r.dataCatalogEncryptionSettings(
                s ->
                    s.connectionPasswordEncryption(
                        p -> p.returnConnectionPasswordEncrypted(true).awsKmsKeyId("k"))));
    assertThat(shown(false).connectionProperties())
        .containsOnlyKeys(ConnectionPropertyKey.ENCRYPTED_PASSWORD);
  }

  @Test
  void pagesHaveTheSizesOfTheModel() {
    assertThatThrownBy(() -> glue.listRegistries(r -> r.maxResults(101)))
        .isInstanceOf(GlueException.class)
        .hasMessageContaining("maxResults");
    assertThatThrownBy(() -> glue.getConnections(r -> r.maxResults(1001)))
        .isInstanceOf(GlueException.class)
        .hasMessageContaining("maxResults");
  }

  @Test
  void aSchemaNeedsItsRegistryAndCountsItsVersions() {
    assertThatThrownBy(
            () ->
                glue.createSchema(
                    r -> r.schemaName("s").dataFormat(DataFormat.JSON).schemaDefinition("{}")))
        .isInstanceOf(EntityNotFoundException.class);
    glue.createRegistry(r -> r.registryName("R"));
    glue.createSchema(
        r ->
            r.registryId(id -> id.registryName("R"))
                .schemaName("s")
                .dataFormat(DataFormat.JSON)
                .compatibility(Compatibility.NONE)
                .schemaDefinition("{}"));
    String again = register("{}");
    String second = register("{\"a\":1}");
    assertThat(again).isNotEqualTo(second);
    assertThat(glue.getSchema(r -> r.schemaId(s -> s.registryName("R").schemaName("s"))))
        .satisfies(
            schema -> {
              assertThat(schema.latestSchemaVersion()).isEqualTo(2);
              assertThat(schema.compatibility()).isEqualTo(Compatibility.NONE);
            });
    assertThat(glue.getSchemaVersion(r -> r.schemaVersionId(second)).schemaDefinition())
        .isEqualTo("{\"a\":1}");
  }

  private String register(String definition) {
    return glue.registerSchemaVersion(
            r -> r.schemaId(s -> s.registryName("R").schemaName("s")).schemaDefinition(definition))
        .schemaVersionId();
  }

  @Test
  void aPolicyIsPutOnlyOverTheOneThatIsMeant() {
    assertThatThrownBy(() -> glue.getResourcePolicy(r -> {}))
        .isInstanceOf(EntityNotFoundException.class);
    glue.putResourcePolicy(
        r -> r.policyInJson(TO_ALL).policyExistsCondition(ExistCondition.NOT_EXIST));
    assertThatThrownBy(
            () ->
                glue.putResourcePolicy(
                    r -> r.policyInJson(TO_ALL).policyExistsCondition(ExistCondition.NOT_EXIST)))
        .isInstanceOf(ConditionCheckFailureException.class);
    assertThatThrownBy(
            () ->
                glue.putResourcePolicy(r -> r.policyInJson(TO_ALL).policyHashCondition("another")))
        .isInstanceOf(ConditionCheckFailureException.class);
    String hash = glue.getResourcePolicy(r -> {}).policyHash();
    glue.putResourcePolicy(r -> r.policyInJson(TO_ALL).policyHashCondition(hash));
  }

  @Test
  void aPolicyNamesResourcesOfItsOwnCatalogOnly() {
    assertThatThrownBy(
            () -> glue.putResourcePolicy(r -> r.policyInJson(TO_ALL.replace("us-east", "us-west"))))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void overSharesOfLakeFormationAPolicyIsHybrid() {
    String shares = POLICY.formatted("{\"Service\":\"ram.amazonaws.com\"}");
    glue.putResourcePolicy(r -> r.policyInJson(shares));
    assertThatThrownBy(() -> glue.putResourcePolicy(r -> r.policyInJson(TO_ALL)))
        .isInstanceOf(InvalidInputException.class);
    glue.putResourcePolicy(r -> r.policyInJson(TO_ALL).enableHybrid(EnableHybridValues.TRUE));
    assertThat(glue.getResourcePolicy(r -> {}).policyInJson()).isEqualTo(TO_ALL);
  }
}
