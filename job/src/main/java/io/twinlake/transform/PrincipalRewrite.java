package io.twinlake.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Rewrites the principals and accounts of catalog objects for the target.
 *
 * @param grantees told each principal of a grant and the like, and who stands for it
 */
public record PrincipalRewrite(PrincipalMapping mapping, BiConsumer<String, String> grantees) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "DataLakePrincipalIdentifier";
  private static final String PRINCIPAL = "Principal";
  private static final String RESOURCE = "Resource";
  private static final String CATALOG = "CatalogId";

  private static final List<Place<PrincipalRewrite>> RESOURCES =
      List.of(
          account(RESOURCE, Place.EVERY, CATALOG),
          account(RESOURCE, Place.EVERY, "TableCatalogId"),
          account(RESOURCE, "Catalog", "Id"),
          account(RESOURCE, "DataLocation", "ResourceArn"));

  private static final List<Place<PrincipalRewrite>> GRANT =
      with(RESOURCES, grantee(PRINCIPAL, ID));

  private static final List<Place<PrincipalRewrite>> SETTINGS =
      List.of(
          grantee("DataLakeAdmins", ID),
          grantee("ReadOnlyAdmins", ID),
          grantee("ExternalDataFilteringAllowList", ID),
          grantee("CreateDatabaseDefaultPermissions", PRINCIPAL, ID),
          grantee("CreateTableDefaultPermissions", PRINCIPAL, ID),
          account("TrustedResourceOwners"));

  private static final List<Place<PrincipalRewrite>> TABLE =
      List.of(
          account(CATALOG),
          account("TargetTable", CATALOG),
          role("ViewDefinition", "Definer"),
          account("ViewDefinition", "SubObjects"));

  /** Every place that names a principal or an account; a further one is a further entry. */
  private static final Map<Kind, List<Place<PrincipalRewrite>>> PLACES =
      Map.ofEntries(
          Map.entry(
              Kind.DATABASE,
              List.of(
                  account(CATALOG),
                  account("TargetDatabase", CATALOG),
                  grantee("CreateTableDefaultPermissions", PRINCIPAL, ID))),
          Map.entry(Kind.TABLE, TABLE),
          Map.entry(Kind.USER_DEFINED_FUNCTION, List.of(account(CATALOG))),
          Map.entry(Kind.TABLE_OPTIMIZER, List.of(role("configuration", "roleArn"))),
          Map.entry(Kind.SETTINGS, SETTINGS),
          Map.entry(
              Kind.LOCATION,
              List.of(
                  account("ResourceArn"),
                  role("RoleArn"),
                  account("ExpectedResourceOwnerAccount"))),
          Map.entry(Kind.LF_TAG, List.of(account(CATALOG))),
          Map.entry(Kind.LF_TAG_EXPRESSION, List.of(account(CATALOG))),
          Map.entry(
              Kind.LF_TAG_ASSIGNMENT,
              List.of(
                  account("LFTagOnDatabase", CATALOG),
                  account("LFTagsOnTable", CATALOG),
                  account("LFTagsOnColumns", "LFTags", CATALOG))),
          Map.entry(Kind.DATA_CELLS_FILTER, List.of(account("TableCatalogId"))),
          Map.entry(Kind.RLS_POLICY, List.of(account(CATALOG))),
          Map.entry(Kind.RLS_POLICY_ATTACHMENT, with(GRANT, account(CATALOG))),
          Map.entry(
              Kind.IDENTITY_CENTER, List.of(account(CATALOG), account("ShareRecipients", ID))),
          Map.entry(Kind.GRANT, GRANT),
          Map.entry(Kind.OPT_IN, GRANT));

  private static Place<PrincipalRewrite> account(String... path) {
    return new Place<>(List.of(path), (rewrite, member, text) -> rewrite.mapping().arn(text));
  }

  private static Place<PrincipalRewrite> role(String... path) {
    return new Place<>(List.of(path), (rewrite, member, text) -> rewrite.mapping().principal(text));
  }

  private static Place<PrincipalRewrite> grantee(String... path) {
    return new Place<>(List.of(path), (rewrite, member, text) -> rewrite.grantee(text));
  }

  private static List<Place<PrincipalRewrite>> with(
      List<Place<PrincipalRewrite>> places, Place<PrincipalRewrite> another) {
    return Stream.concat(places.stream(), Stream.of(another)).toList();
  }

  private String grantee(String id) {
    String to = mapping.principal(id);
    grantees.accept(id, to);
    return to;
  }

  /** The object as it is to be in the target; the same object when nothing changes. */
  public CatalogObject rewrite(CatalogObject object) {
    if (mapping.isIdentity()) {
      return object;
    }
    ObjectNode definition =
        Place.rewrite(
            object.definition(), PLACES.getOrDefault(object.key().kind(), List.of()), this);
    return definition.equals(object.definition())
        ? object
        : new CatalogObject(rewrite(object.key()), definition);
  }

  /** What belongs to no database may be named by an ARN, and a grant by its principal. */
  private ObjectKey rewrite(ObjectKey key) {
    if (key.kind().equals(Kind.LOCATION)) {
      return ObjectKey.global(key.kind(), mapping.arn(key.name()));
    }
    boolean named = key.kind().equals(Kind.GRANT) || key.kind().equals(Kind.OPT_IN);
    return new ObjectKey(
        key.kind(),
        key.database(),
        named ? mapping.principal(key.name()) : key.name(),
        isSpelt(key.kind()) ? key.values().stream().map(this::value).toList() : key.values());
  }

  private static boolean isSpelt(Kind kind) {
    return PLACES.getOrDefault(kind, List.of()).containsAll(GRANT);
  }

  /** A resource spelt as JSON, alone or with its condition; or a principal. */
  private String value(String text) {
    if (!text.startsWith("{")) {
      return mapping.principal(text);
    }
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode spelt)) {
        return text;
      }
      return spelt.has(RESOURCE)
          ? Place.rewrite(spelt, RESOURCES, this).toString()
          : Place.rewrite(spelt.objectNode().<ObjectNode>set(RESOURCE, spelt), RESOURCES, this)
              .get(RESOURCE)
              .toString();
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
