package io.twinlake.standin.lake;

import java.util.Map;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Compatibility;
import software.amazon.awssdk.services.glue.model.ConnectionPropertyKey;
import software.amazon.awssdk.services.glue.model.ConnectionType;
import software.amazon.awssdk.services.glue.model.DataFormat;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.SchemaId;

/**
 * What the sample lake has beside databases: a connection with a password, a crawler, a schema of
 * two versions, and a resource policy that lets another account read.
 */
public record SampleSatellites(LakeClients clients) {
  /** The connection's: no backup may hold it. */
  public static final String PASSWORD = "correct-horse-battery";

  private static final String ORDER =
      "{\"type\":\"record\",\"name\":\"order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}%s]}";

  public void create() {
    createConnection();
    createCrawler();
    createSchema();
    putPolicy();
  }

  private void createConnection() {
    clients
        .glue()
        .createConnection(
            r ->
                r.connectionInput(
                    c ->
                        c.name("shop-database")
                            .connectionType(ConnectionType.JDBC)
                            .connectionProperties(
                                Map.of(
                                    ConnectionPropertyKey.JDBC_CONNECTION_URL,
                                    "jdbc:postgresql://shop.example.com:5432/shop",
                                    ConnectionPropertyKey.USERNAME,
                                    "reader",
                                    ConnectionPropertyKey.PASSWORD,
                                    PASSWORD))));
  }

  private void createCrawler() {
    clients
        .glue()
        .createCrawler(
            r ->
                r.name("cost-reports")
                    .role(clients.principal(Staff.DATA_ACCESS))
                    .databaseName("cur_database")
                    .schedule("cron(15 4 * * ? *)")
                    .targets(
                        t ->
                            t.s3Targets(
                                S3Target.builder()
                                    .path("s3://sample-cur-" + clients.region() + "/cur/")
                                    .build())));
  }

  private void createSchema() {
    GlueClient glue = clients.glue();
    glue.createRegistry(r -> r.registryName("events"));
    glue.createSchema(
        r ->
            r.registryId(id -> id.registryName("events"))
                .schemaName("order")
                .dataFormat(DataFormat.AVRO)
                .compatibility(Compatibility.BACKWARD)
                .schemaDefinition(ORDER.formatted("")));
    glue.registerSchemaVersion(
        r ->
            r.schemaId(SchemaId.builder().registryName("events").schemaName("order").build())
                .schemaDefinition(
                    ORDER.formatted(
                        ",{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}")));
  }

  private void putPolicy() {
    String catalog = "arn:aws:glue:" + clients.region() + ":" + clients.account() + ":";
    String policy =
        """
        {"Version":"2012-10-17","Statement":[{"Sid":"Auditors","Effect":"Allow",
        "Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"glue:GetTable",
        "Resource":["%1$scatalog","%1$sdatabase/sampledb","%1$stable/sampledb/*"]}]}"""
            .formatted(catalog);
    clients.glue().putResourcePolicy(r -> r.policyInJson(policy));
  }
}
