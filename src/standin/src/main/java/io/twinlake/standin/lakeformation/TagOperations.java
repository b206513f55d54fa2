package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.Place.fold;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.CreateLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateLfTagResponse;
import software.amazon.awssdk.services.lakeformation.model.DeleteLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLfTagResponse;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.ListLfTagsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagResponse;

/** LF-tags themselves (aws-facts 18). */
final class TagOperations {
  private static final int MAX_VALUES_PER_CALL = 50;

  private final CatalogId catalogId;
  private final Tags tags;
  private final Attachments attachments;
  private final Authority authority;
  private final Rows rows;
  private final Pages pages;
  private final Quotas quotas;

  TagOperations(
      CatalogId catalogId,
      Tags tags,
      Attachments attachments,
      Authority authority,
      Rows rows,
      Pages pages,
      Quotas quotas) {
    this.catalogId = catalogId;
    this.tags = tags;
    this.attachments = attachments;
    this.authority = authority;
    this.rows = rows;
    this.pages = pages;
    this.quotas = quotas;
  }

  CreateLfTagResponse create(Call call, CreateLfTagRequest request) {
    catalogId.require(request.catalogId());
    authority.requireOnCatalog(call.caller(), "CREATE_LF_TAG");
    String key = key(request.tagKey());
    List<String> values = values(request.tagValues());
    if (values.isEmpty()) {
      throw AwsError.invalidInput("TagValues must hold at least one value.");
    }
    if (tags.values(key).isEmpty()) {
      quotas.require(Quota.LF_TAGS, tags.count() + 1);
    }
    if (!tags.create(key, values)) {
      throw AwsError.invalidInput("Tag key " + key + " already exists.");
    }
    return CreateLfTagResponse.builder().build();
  }

  GetLfTagResponse get(Call call, GetLfTagRequest request) {
    catalogId.require(request.catalogId());
    String key = known(request.tagKey());
    authority.requireOnTag(call.caller(), key, Names.DESCRIBE);
    return GetLfTagResponse.builder()
        .catalogId(catalogId.account())
        .tagKey(key)
        .tagValues(tags.values(key))
        .build();
  }

  ListLfTagsResponse list(Call call, ListLfTagsRequest request) {
    catalogId.require(request.catalogId());
    boolean foreign = "FOREIGN".equals(request.resourceShareTypeAsString());
    Pages.Page<LFTagPair> page =
        pages.page(
            key ->
                tags.after(key)
                    .filter(tag -> !foreign && authority.seesTag(call.caller(), tag.getKey()))
                    .map(this::pair),
            request);
    return ListLfTagsResponse.builder().lfTags(page.items()).nextToken(page.nextToken()).build();
  }

  private Map.Entry<String, LFTagPair> pair(Map.Entry<String, List<String>> tag) {
    LFTagPair pair =
        LFTagPair.builder()
            .catalogId(catalogId.account())
            .tagKey(tag.getKey())
            .tagValues(tag.getValue())
            .build();
    return Map.entry(tag.getKey(), pair);
  }

  UpdateLfTagResponse update(Call call, UpdateLfTagRequest request) {
    catalogId.require(request.catalogId());
    String key = known(request.tagKey());
    authority.requireOnTag(call.caller(), key, "ALTER");
    List<String> added = values(request.tagValuesToAdd());
    List<String> deleted = values(request.tagValuesToDelete());
    if (!tags.values(key).containsAll(deleted)) {
      throw AwsError.entityNotFound("Tag or tag value does not exist.");
    }
    Set<String> after = new HashSet<>(tags.values(key));
    after.addAll(added);
    after.removeAll(deleted);
    quotas.require(Quota.VALUES_PER_LF_TAG, after.size());
    if (after.isEmpty()) {
      throw AwsError.invalidInput("A tag must keep at least one value.");
    }
    if (tags.update(key, added, deleted)) {
      throw AwsError.invalidInput("Update not allowed. A tag value to delete is in use.");
    }
    return UpdateLfTagResponse.builder().build();
  }

  DeleteLfTagResponse delete(Call call, DeleteLfTagRequest request) {
    catalogId.require(request.catalogId());
    String key = known(request.tagKey());
    authority.requireOnTag(call.caller(), key, "DROP");
    if (attachments.useTag(key)) {
      throw AwsError.invalidInput("Tag key " + key + " is used by an attached RLS policy.");
    }
    tags.delete(key);
    rows.removeBelow(Place.tag(key));
    rows.removeAll(
        rows.below(Place.POLICIES).values().stream().filter(row -> mentions(row, key)).toList());
    return DeleteLfTagResponse.builder().build();
  }

  /** A deleted tag takes the grants on it and by it along. */
  private static boolean mentions(Row row, String key) {
    return row.resource().lfTagPolicy().expression().stream()
        .anyMatch(tag -> tag.tagKey().equals(key));
  }

  private String known(@Nullable String asked) {
    String key = key(asked);
    if (tags.values(key).isEmpty()) {
      throw AwsError.entityNotFound("Tag key does not exist.");
    }
    return key;
  }

  private static String key(@Nullable String asked) {
    String key = fold(Canonical.required("TagKey", asked));
    if (key.length() > 128) {
      throw AwsError.invalidInput("TagKey is longer than 128 characters.");
    }
    return key;
  }

  private static List<String> values(List<String> asked) {
    if (asked.size() > MAX_VALUES_PER_CALL || asked.stream().anyMatch(v -> v.length() > 256)) {
      throw AwsError.invalidInput(
          "At most " + MAX_VALUES_PER_CALL + " values of 256 characters are taken a call.");
    }
    return Canonical.folded(asked);
  }
}
