package io.twinlake.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.Iterator;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.ListLakeFormationOptInsResponse;
import software.amazon.awssdk.services.lakeformation.model.ListLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.ListResourcesResponse;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;

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
    Pages<ListResourcesResponse> pages =
        new Pages<>(
            token -> lakeFormation.listResources(r -> r.maxResults(PAGE).nextToken(token)),
            ListResourcesResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, ListResourcesResponse::resourceInfoList), LakeFormationSource::location);
  }

  /** The account's own LF-tags; the key's name is the tag's key. */
  public Iterator<CatalogObject> lfTags() {
    Pages<ListLfTagsResponse> pages =
        new Pages<>(
            token -> lakeFormation.listLFTags(r -> r.maxResults(PAGE).nextToken(token)),
            ListLfTagsResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, ListLfTagsResponse::lfTags), LakeFormationSource::lfTag);
  }

  /** Opt-ins of hybrid locations; keys as those of {@link #grants}. */
  public Iterator<CatalogObject> optIns() {
    Pages<ListLakeFormationOptInsResponse> pages =
        new Pages<>(
            token ->
                lakeFormation.listLakeFormationOptIns(r -> r.maxResults(PAGE).nextToken(token)),
            ListLakeFormationOptInsResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, ListLakeFormationOptInsResponse::lakeFormationOptInsInfoList),
        optIn -> GrantRows.object(Kind.OPT_IN, Documents.toDocument(optIn)));
  }

  /**
   * Every row of ListPermissions as AWS gave it. Asked without a filter, for only then AWS lists
   * what was granted rather than what follows from it (aws-facts 20). A caller who is no data lake
   * admin gets a part, and no error.
   */
  public Iterator<CatalogObject> grants() {
    Pages<ListPermissionsResponse> pages =
        new Pages<>(
            token -> lakeFormation.listPermissions(r -> r.maxResults(PAGE).nextToken(token)),
            ListPermissionsResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, ListPermissionsResponse::principalResourcePermissions),
        row -> GrantRows.object(Kind.GRANT, Documents.toDocument(row)));
  }

  private static CatalogObject location(ResourceInfo location) {
    return new CatalogObject(
        ObjectKey.global(Kind.LOCATION, location.resourceArn()), Documents.toDocument(location));
  }

  private static CatalogObject lfTag(LFTagPair tag) {
    return new CatalogObject(
        ObjectKey.global(Kind.LF_TAG, tag.tagKey()), Documents.toDocument(tag));
  }
}
