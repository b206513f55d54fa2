package io.twinlake.standin.lake;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Compatibility;
import software.amazon.awssdk.services.glue.model.ConnectionPropertyKey;
import software.amazon.awssdk.services.glue.model.ConnectionType;
import software.amazon.awssdk.services.glue.model.DataFormat;

/** A few random objects of each kind that a catalog has beside databases. */
record RandomSatellites(RandomWords words, LakeClients clients) {
  private static final List<String> NAMES = List.of("a", "B-c", "d_1", "longer.name");

  void create() {
    names().forEach(this::connection);
    names().forEach(this::registry);
    names().forEach(this::crawler);
    names().forEach(this::classifier);
    names().forEach(this::ruleset);
    if (words.once(3)) {
      encrypt();
    }
    if (words.once(3)) {
      new RandomPolicy(words, clients).put();
    }
    if (words.once(4)) {
      catalog();
    }
  }

  private List<String> names() {
    return words.once(2) ? List.of() : words.someOf(NAMES);
  }

  private GlueClient glue() {
    return clients.glue();
  }

  private void connection(String name) {
    glue()
        .createConnection(
            r ->
                r.connectionInput(
                    c ->
                        c.name(name)
                            .description(words.text())
                            .connectionType(ConnectionType.JDBC)
                            .connectionProperties(
                                Map.of(ConnectionPropertyKey.PASSWORD, "never-" + name))));
  }

  private void registry(String name) {
    glue().createRegistry(r -> r.registryName(name).description(words.text()));
    for (String schema : names()) {
      glue()
          .createSchema(
              r ->
                  r.registryId(id -> id.registryName(name))
                      .schemaName(schema)
                      .dataFormat(words.oneOf(List.of(DataFormat.JSON, DataFormat.PROTOBUF)))
                      .compatibility(Compatibility.NONE)
                      .schemaDefinition("{}"));
      int versions = words.below(4);
      for (int n = 0; n < versions; n++) {
        String definition = "{\"n\":" + n + "}";
        glue()
            .registerSchemaVersion(
                r ->
                    r.schemaId(id -> id.registryName(name).schemaName(schema))
                        .schemaDefinition(definition));
      }
    }
  }

  private void crawler(String name) {
    glue()
        .createCrawler(
            r -> {
              r.name(name).role(clients.principal(Staff.DATA_ACCESS)).targets(t -> {});
              if (words.once(2)) {
                r.schedule("cron(0 1 * * ? *)");
              }
            });
  }

  private void classifier(String name) {
    glue()
        .createClassifier(
            r -> {
              if (words.once(2)) {
                r.csvClassifier(c -> c.name(name).delimiter(";"));
              } else {
                r.jsonClassifier(c -> c.name(name).jsonPath("$[*]"));
              }
            });
  }

  private void ruleset(String name) {
    glue().createDataQualityRuleset(r -> r.name(name).ruleset("Rules = [ RowCount > 0 ]"));
  }

  private void encrypt() {
    glue()
        .putDataCatalogEncryptionSettings(
            r ->
                r.dataCatalogEncryptionSettings(
                    s ->
                        s.encryptionAtRest(e -> e.catalogEncryptionMode("SSE-KMS"))
                            .connectionPasswordEncryption(
                                p -> p.returnConnectionPasswordEncrypted(words.once(2)))));
  }

  private void catalog() {
    glue()
        .createCatalog(
            r ->
                r.name("nested")
                    .catalogInput(
                        c ->
                            c.description(words.text())
                                .federatedCatalog(
                                    f ->
                                        f.identifier(
                                                "arn:aws:s3tables:%s:%s:bucket/*"
                                                    .formatted(clients.region(), clients.account()))
                                            .connectionName("aws:s3tables"))));
  }
}
