package io.twinlake.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static boolean isCut(String name, String value) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode().put(name, value);
    Secrets.cut(definition);
    return definition.isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASSWORD",
        "ENCRYPTED_PASSWORD",
        "ENCRYPTED_KAFKA_CLIENT_KEYSTORE_PASSWORD",
        "KAFKA_SASL_SCRAM_PASSWORD",
        "passwd",
        "db.pwd",
        "pass",
        "user_pass",
        "pass-phrase.pass",
        "Passphrase",
        "CLIENT_SECRET",
        "BasicAuthenticationCredentials",
        "AuthorizationCode",
        "private_key",
        "accountKey",
        "spark.hadoop.fs.azure.account.key",
        "API-KEY",
        "access_token",
        "fs.azure.sas"
      })
  void aPropertyWhoseNameSaysSoIsCut(String name) {
    assertThat(isCut(name, "x")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://h/d?user=u&password=p",
        "jdbc:oracle:thin:scott/tiger@host:1521/d",
        "mongodb://u:p@h/d",
        "Server=x;Pwd=p",
        "{\"password\":\"p\"}",
        "Bearer abc",
        "basic dTpw",
        "-----BEGIN PRIVATE KEY-----",
        "https://h/?api_key=p",
        "line\npassword = p"
      })
  void aTextThatHoldsOneIsCut(String value) {
    assertThat(isCut("URL", value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HOST",
        "PORT",
        "USERNAME",
        "JDBC_ENFORCE_SSL",
        "CUSTOM_JDBC_CERT",
        "KAFKA_BOOTSTRAP_SERVERS",
        "PASSENGER_TABLE",
        "compass",
        "KEYSTORE_PATH"
      })
  void anOrdinaryNameStays(String name) {
    assertThat(isCut(name, "x")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://shop.example.com:5432/shop",
        "s3://bucket/path/to.jar",
        "user@example.com",
        "a basically plain text",
        ""
      })
  void anOrdinaryTextStays(String value) {
    assertThat(isCut("URL", value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf",
        "arn:aws:kms:us-east-1:111122223333:key/1234abcd",
        "arn:aws:iam::111122223333:role/Reader"
      })
  void whereItIsKeptStaysUnderAnyName(String arn) {
    assertThat(isCut("SecretArn", arn)).isFalse();
    assertThat(isCut("SecretArn", arn + " password=x")).isTrue();
    assertThat(isCut("secret_id", "prod/db")).isFalse();
  }

  @Test
  void whatIsWithinIsCutAndTheRestIsAsItWas() {
    ObjectNode definition = JsonNodeFactory.instance.objectNode().put("Name", "c");
    ObjectNode within = definition.putObject("ConnectionProperties").put("HOST", "h");
    within.put("PASSWORD", "p");
    definition.putArray("List").addObject().put("token", "t").put("Plain", "x");
    definition.putObject("OAuth2Credentials").put("a", "b");
    assertThat(Secrets.cut(definition)).containsExactly("PASSWORD", "token", "OAuth2Credentials");
    assertThat(definition.toString())
        .isEqualTo(
            "{\"Name\":\"c\",\"ConnectionProperties\":{\"HOST\":\"h\"},\"List\":[{\"Plain\":\"x\"}]}");
  }
}
