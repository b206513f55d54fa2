package io.twinlake.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.ListDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.ListDataCellsFilterResponse;
import software.amazon.awssdk.services.lakeformation.model.ListLakeFormationOptInsResponse;
import software.amazon.awssdk.services.lakeformation.model.ListLfTagExpressionsResponse;
import software.amazon.awssdk.services.lakeformation.model.ListLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.ListResourcesResponse;
import software.amazon.awssdk.services.lakeformation.model.ListRlsPoliciesResponse;
import software.amazon.awssdk.services.lakeformation.model.ListRlsPolicyAttachmentsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListRlsPolicyAttachmentsResponse;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * Lake Formation of a region, read lazily page by page. What AWS refuses is thrown as the SDK
 * throws it.
 */
public final class LakeFormationSource {
  /** MaxResults at most, of every list call used here (aws-facts 15). */
  private static final int PAGE = 1000;

  private final LakeFormationClient lakeFormation;

  public LakeFormationSource(AwsRegion region) {
    this.lakeFormation = region.lakeFormation();
  }

  /** The data lake settings document. */
  public ObjectNode settings() {
    return Documents.toDocument(
        lakeFormation.getDataLakeSettings(request -> {}).dataLakeSettings());
  }

  /** Registered locations; the key's name is the ARN. */
  public Iterator<CatalogObject> locations() {
    return list(
        token -> lakeFormation.listResources(r -> r.maxResults(PAGE).nextToken(token)),
        ListResourcesResponse::nextToken,
        ListResourcesResponse::resourceInfoList,
        location -> global(Kind.LOCATION, location.resourceArn(), location));
  }

  /** The account's own LF-tags; the key's name is the tag's key. */
  public Iterator<CatalogObject> lfTags() {
    return list(
        token -> lakeFormation.listLFTags(r -> r.maxResults(PAGE).nextToken(token)),
        ListLfTagsResponse::nextToken,
        ListLfTagsResponse::lfTags,
        tag -> global(Kind.LF_TAG, tag.tagKey(), tag));
  }

  /** Named LF-tag expressions. */
  public Iterator<CatalogObject> expressions() {
    return list(
        token -> lakeFormation.listLFTagExpressions(r -> r.maxResults(PAGE).nextToken(token)),
        ListLfTagExpressionsResponse::nextToken,
        ListLfTagExpressionsResponse::lfTagExpressions,
        expression -> global(Kind.LF_TAG_EXPRESSION, expression.name(), expression));
  }

  /**
   * The LF-tags assigned to a database itself, or to a table and its columns; none when it is gone.
   * What is inherited is left out, and the answer for a table names its database's all the same
   * (aws-facts 18).
   *
   * @param key of the assignment
   */
  public Iterator<CatalogObject> assignments(ObjectKey key) {
    boolean isDatabase = key.name().isEmpty();
    ObjectNode assigned = assigned(key);
    if (isDatabase) {
      assigned.retain("LFTagOnDatabase");
    } else {
      assigned.retain("LFTagsOnTable", "LFTagsOnColumns");
    }
    assigned.properties().removeIf(member -> member.getValue().isEmpty());
    return assigned.isEmpty()
        ? Collections.emptyIterator()
        : Iterators.singletonIterator(new CatalogObject(key, assigned));
  }

  private ObjectNode assigned(ObjectKey key) {
    Consumer<Resource.Builder> resource =
        key.name().isEmpty()
            ? on -> on.database(d -> d.name(key.database()))
            : on -> on.table(t -> t.databaseName(key.database()).name(key.name()));
    try {
      return Documents.toDocument(
          lakeFormation.getResourceLFTags(r -> r.resource(resource).showAssignedLFTags(true)));
    } catch (EntityNotFoundException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /**
   * Data cells filters of all tables. Asked without a table: that this lists them all is inferred
   * (aws-facts 19).
   */
  public Iterator<CatalogObject> filters() {
    return filters(request -> {});
  }

  /** Data cells filters of one table. */
  public Iterator<CatalogObject> filtersOfTable(String database, String table) {
    return filters(request -> request.table(t -> t.databaseName(database).name(table)));
  }

  private Iterator<CatalogObject> filters(Consumer<ListDataCellsFilterRequest.Builder> of) {
    return list(
        token ->
            lakeFormation.listDataCellsFilter(
                r -> r.maxResults(PAGE).nextToken(token).applyMutation(of)),
        ListDataCellsFilterResponse::nextToken,
        ListDataCellsFilterResponse::dataCellsFilters,
        ListedObjects::filter);
  }

  /** Row-level-security policies; the key's name is folded. */
  public Iterator<CatalogObject> rowPolicies() {
    return list(
        token -> lakeFormation.listRLSPolicies(r -> r.maxResults(PAGE).nextToken(token)),
        ListRlsPoliciesResponse::nextToken,
        ListRlsPoliciesResponse::rlsPolicies,
        policy -> global(Kind.RLS_POLICY, ObjectKey.fold(policy.name()), policy));
  }

  /** What row-level-security policies are attached to, and for whom. */
  public Iterator<CatalogObject> rowPolicyAttachments() {
    return rowPolicyAttachments(request -> {});
  }

  /**
   * As {@link #rowPolicyAttachments()}, to one resource.
   *
   * @param resource as the write calls take it
   */
  public Iterator<CatalogObject> rowPolicyAttachments(ObjectNode resource) {
    Resource on = Documents.fromDocument(resource, Resource::builder);
    return rowPolicyAttachments(request -> request.resource(on));
  }

  private Iterator<CatalogObject> rowPolicyAttachments(
      Consumer<ListRlsPolicyAttachmentsRequest.Builder> of) {
    return list(
        token ->
            lakeFormation.listRLSPolicyAttachments(
                r -> r.maxResults(PAGE).nextToken(token).applyMutation(of)),
        ListRlsPolicyAttachmentsResponse::nextToken,
        ListRlsPolicyAttachmentsResponse::rlsPolicyAttachments,
        ListedObjects::attachment);
  }

  /** Opt-ins of hybrid locations; keys as those of {@link #grants}. */
  public Iterator<CatalogObject> optIns() {
    return list(
        token -> lakeFormation.listLakeFormationOptIns(r -> r.maxResults(PAGE).nextToken(token)),
        ListLakeFormationOptInsResponse::nextToken,
        ListLakeFormationOptInsResponse::lakeFormationOptInsInfoList,
        optIn -> GrantRows.object(Kind.OPT_IN, optIn));
  }

  /**
   * Every row of ListPermissions as AWS gave it. Asked without a filter, for only then AWS lists
   * what was granted rather than what follows from it (aws-facts 20). A caller who is no data lake
   * admin gets a part, and no error.
   */
  public Iterator<CatalogObject> grants() {
    return grants(request -> {});
  }

  /**
   * What is in effect on a nested catalog. Whether {@link #grants} has those is unverified
   * (aws-facts 20).
   *
   * @param id e.g. {@code 111122223333:sales}
   */
  public Iterator<CatalogObject> grantsOnCatalog(String id) {
    return grants(request -> request.resource(on -> on.catalog(c -> c.id(id))));
  }

  /** What is in effect on a table and, unlike in {@link #grants}, on its data cells filters. */
  public Iterator<CatalogObject> grantsOnTable(String database, String table) {
    return grants(
        request ->
            request
                .resource(on -> on.table(t -> t.databaseName(database).name(table)))
                .includeRelated("TRUE"));
  }

  private Iterator<CatalogObject> grants(Consumer<ListPermissionsRequest.Builder> of) {
    return list(
        token ->
            lakeFormation.listPermissions(
                r -> r.maxResults(PAGE).nextToken(token).applyMutation(of)),
        ListPermissionsResponse::nextToken,
        ListPermissionsResponse::principalResourcePermissions,
        row -> GrantRows.object(Kind.GRANT, row));
  }

  /** The one configuration of IAM Identity Center, if there is one (aws-facts 25). */
  public Iterator<CatalogObject> identityCenter() {
    try {
      return Iterators.singletonIterator(
          global(
              Kind.IDENTITY_CENTER,
              "",
              lakeFormation.describeLakeFormationIdentityCenterConfiguration(r -> {})));
    } catch (EntityNotFoundException e) {
      return Collections.emptyIterator();
    }
  }

  private static <P, T> Iterator<CatalogObject> list(
      Pages.Call<P> call,
      Function<P, @Nullable String> nextToken,
      Function<P, List<T>> items,
      com.google.common.base.Function<T, CatalogObject> object) {
    return Iterators.transform(Pages.items(new Pages<>(call, nextToken), items), object);
  }

  private static CatalogObject global(Kind kind, String name, SdkPojo definition) {
    return new CatalogObject(ObjectKey.global(kind, name), Documents.toDocument(definition));
  }
}
