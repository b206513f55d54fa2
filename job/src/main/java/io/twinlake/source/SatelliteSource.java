package io.twinlake.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetClassifiersResponse;
import software.amazon.awssdk.services.glue.model.GetConnectionsResponse;
import software.amazon.awssdk.services.glue.model.GetCrawlersResponse;
import software.amazon.awssdk.services.glue.model.ListDataQualityRulesetsResponse;
import software.amazon.awssdk.services.glue.model.ListRegistriesResponse;
import software.amazon.awssdk.services.glue.model.ListSchemaVersionsResponse;
import software.amazon.awssdk.services.glue.model.ListSchemasResponse;

/**
 * What the Data Catalog of a region has beside databases (aws-facts 12). As in {@link GlueSource},
 * lists are read lazily and what AWS refuses is thrown.
 */
public final class SatelliteSource {
  /** Of registries, schemas and their versions (aws-facts 1). */
  private static final int PAGE = 100;

  /** Of everything else. */
  private static final int LARGE_PAGE = 1000;

  private final GlueClient glue;

  public SatelliteSource(AwsRegion region) {
    this.glue = region.glue();
  }

  /**
   * Connections without their secrets: AWS is asked to hide passwords, and the rest is cut.
   *
   * @param cut told of which connection what was cut, by name
   */
  public Iterator<CatalogObject> connections(BiConsumer<ObjectKey, List<String>> cut) {
    Pages<GetConnectionsResponse> pages =
        new Pages<>(
            token ->
                glue.getConnections(
                    r -> r.hidePassword(true).maxResults(LARGE_PAGE).nextToken(token)),
            GetConnectionsResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, GetConnectionsResponse::connectionList),
        found -> {
          CatalogObject connection = object(Kind.CONNECTION, found.name(), found);
          List<String> names = Secrets.cut(connection.definition());
          if (!names.isEmpty()) {
            cut.accept(connection.key(), names);
          }
          return connection;
        });
  }

  public Iterator<CatalogObject> registries() {
    Pages<ListRegistriesResponse> pages =
        new Pages<>(
            token -> glue.listRegistries(r -> r.maxResults(PAGE).nextToken(token)),
            ListRegistriesResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, ListRegistriesResponse::registries),
        found -> object(Kind.SCHEMA_REGISTRY, found.registryName(), found));
  }

  /** The schemas of all registries, as they are listed: a part of their definition. */
  public Iterator<CatalogObject> schemas() {
    Pages<ListSchemasResponse> pages =
        new Pages<>(
            token -> glue.listSchemas(r -> r.maxResults(PAGE).nextToken(token)),
            ListSchemasResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, ListSchemasResponse::schemas),
        found ->
            new CatalogObject(
                schema(Kind.SCHEMA, found.registryName(), found.schemaName()),
                Documents.toDocument(found)));
  }

  /**
   * A listed schema as a whole, and then its versions, the oldest first. What of them was deleted
   * since they were listed is left out.
   */
  public Iterator<CatalogObject> schema(ObjectKey listed) {
    String registry = listed.name();
    String name = listed.values().get(0);
    try {
      ObjectNode schema =
          Documents.toDocument(
              glue.getSchema(r -> r.schemaId(id -> id.registryName(registry).schemaName(name))));
      return Iterators.concat(
          Iterators.singletonIterator(new CatalogObject(listed, schema)), versions(registry, name));
    } catch (EntityNotFoundException e) {
      return Collections.emptyIterator();
    }
  }

  /** Empty when it was deleted since it was listed. */
  private Optional<ObjectNode> version(String id) {
    try {
      return Optional.of(Documents.toDocument(glue.getSchemaVersion(r -> r.schemaVersionId(id))));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  private Iterator<CatalogObject> versions(String registry, String name) {
    Pages<ListSchemaVersionsResponse> pages =
        new Pages<>(
            token ->
                glue.listSchemaVersions(
                    r ->
                        r.schemaId(id -> id.registryName(registry).schemaName(name))
                            .maxResults(PAGE)
                            .nextToken(token)),
            ListSchemaVersionsResponse::nextToken);
    List<String> ids = new ArrayList<>();
    List<CatalogObject> versions = new ArrayList<>();
    Pages.items(pages, ListSchemaVersionsResponse::schemas)
        .forEachRemaining(version -> ids.add(version.schemaVersionId()));
    for (String id : ids) {
      version(id)
          .ifPresent(
              version ->
                  versions.add(
                      new CatalogObject(
                          schema(
                              Kind.SCHEMA_VERSION,
                              registry,
                              name,
                              version.path("VersionNumber").asText("")),
                          version)));
    }
    versions.sort(
        (one, other) ->
            Long.compare(
                one.definition().path("VersionNumber").asLong(),
                other.definition().path("VersionNumber").asLong()));
    return versions.iterator();
  }

  /** Names of registries and schemas are case-sensitive. */
  private static ObjectKey schema(Kind kind, String registry, String... values) {
    return new ObjectKey(kind, "", registry, List.of(values));
  }

  /** The data quality rulesets as they are listed: a part of their definition. */
  public Iterator<CatalogObject> rulesets() {
    Pages<ListDataQualityRulesetsResponse> pages =
        new Pages<>(
            token -> glue.listDataQualityRulesets(r -> r.maxResults(LARGE_PAGE).nextToken(token)),
            ListDataQualityRulesetsResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, ListDataQualityRulesetsResponse::rulesets),
        found -> object(Kind.DATA_QUALITY_RULESET, found.name(), found));
  }

  /** A listed ruleset as a whole; none when it was deleted since. */
  public Iterator<CatalogObject> ruleset(ObjectKey listed) {
    return oneOrNone(
        listed, () -> Documents.toDocument(glue.getDataQualityRuleset(r -> r.name(listed.name()))));
  }

  public Iterator<CatalogObject> crawlers() {
    Pages<GetCrawlersResponse> pages =
        new Pages<>(
            token -> glue.getCrawlers(r -> r.maxResults(LARGE_PAGE).nextToken(token)),
            GetCrawlersResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, GetCrawlersResponse::crawlers),
        found -> object(Kind.CRAWLER, found.name(), found));
  }

  /** Each is of one of four sorts, and its name is in the member that tells which. */
  public Iterator<CatalogObject> classifiers() {
    Pages<GetClassifiersResponse> pages =
        new Pages<>(
            token -> glue.getClassifiers(r -> r.maxResults(LARGE_PAGE).nextToken(token)),
            GetClassifiersResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, GetClassifiersResponse::classifiers),
        found -> {
          ObjectNode definition = Documents.toDocument(found);
          String name = definition.findPath("Name").asText("");
          return new CatalogObject(ObjectKey.global(Kind.CLASSIFIER, name), definition);
        });
  }

  /** The encryption settings; none where nothing is encrypted, as in a region at its beginning. */
  public Iterator<CatalogObject> encryptionSettings() {
    ObjectNode settings =
        Documents.toDocument(
            glue.getDataCatalogEncryptionSettings(r -> {}).dataCatalogEncryptionSettings());
    boolean encrypts =
        !settings
                .at("/EncryptionAtRest/CatalogEncryptionMode")
                .asText("DISABLED")
                .equals("DISABLED")
            || settings
                .at("/ConnectionPasswordEncryption/ReturnConnectionPasswordEncrypted")
                .asBoolean();
    return encrypts
        ? Iterators.singletonIterator(
            new CatalogObject(ObjectKey.global(Kind.ENCRYPTION_SETTINGS, ""), settings))
        : Collections.emptyIterator();
  }

  /**
   * The account's own policy: GetResourcePolicies would tell those of RAM's shares, too. An answer
   * without a text is none, as moto gives where AWS throws EntityNotFoundException.
   */
  public Iterator<CatalogObject> resourcePolicy() {
    return Iterators.filter(
        oneOrNone(
            ObjectKey.global(Kind.RESOURCE_POLICY, ""),
            () -> Documents.toDocument(glue.getResourcePolicy(r -> {}))),
        policy -> policy.definition().has("PolicyInJson"));
  }

  private static Iterator<CatalogObject> oneOrNone(ObjectKey key, Supplier<ObjectNode> definition) {
    try {
      return Iterators.singletonIterator(new CatalogObject(key, definition.get()));
    } catch (EntityNotFoundException e) {
      return Collections.emptyIterator();
    }
  }

  private static CatalogObject object(Kind kind, String name, SdkPojo found) {
    return new CatalogObject(ObjectKey.global(kind, name), Documents.toDocument(found));
  }
}
