package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.AddLfTagsToResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.AddLfTagsToResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.ColumnLFTag;
import software.amazon.awssdk.services.lakeformation.model.ErrorDetail;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsRequest;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagError;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.RemoveLfTagsFromResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.RemoveLfTagsFromResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** LF-tags on databases, tables and columns (aws-facts 18). */
final class TagAssignments {
  private static final int MAX_TAGS = 50;

  private final CatalogId catalogId;
  private final Canonical canonical;
  private final Tags tags;
  private final Authority authority;
  private final Existence existence;
  private final InFlight inFlight;
  private final Quotas quotas;

  TagAssignments(
      CatalogId catalogId,
      Canonical canonical,
      Tags tags,
      Authority authority,
      Existence existence,
      InFlight inFlight,
      Quotas quotas) {
    this.catalogId = catalogId;
    this.canonical = canonical;
    this.tags = tags;
    this.authority = authority;
    this.existence = existence;
    this.inFlight = inFlight;
    this.quotas = quotas;
  }

  AddLfTagsToResourceResponse add(Call call, AddLfTagsToResourceRequest request) {
    catalogId.require(request.catalogId());
    Resource resource = taggable(call, request.resource());
    List<Tags.Spot> spots = spots(resource);
    List<LFTagError> failures =
        each(
            resource,
            request.lfTags(),
            tag -> {
              authority.requireOnTag(call.caller(), tag.tagKey(), "ASSOCIATE");
              tags.require(tag);
              spots.forEach(spot -> requireRoom(spot, tag.tagKey()));
              spots.forEach(spot -> tags.assign(spot, tag.tagKey(), tag.tagValues().get(0)));
            });
    return AddLfTagsToResourceResponse.builder().failures(failures).build();
  }

  RemoveLfTagsFromResourceResponse remove(Call call, RemoveLfTagsFromResourceRequest request) {
    catalogId.require(request.catalogId());
    Resource resource = taggable(call, request.resource());
    List<Tags.Spot> spots = spots(resource);
    List<LFTagError> failures =
        each(
            resource,
            request.lfTags(),
            tag -> {
              authority.requireOnTag(call.caller(), tag.tagKey(), "ASSOCIATE");
              String value = tag.tagValues().get(0);
              if (spots.stream().filter(s -> tags.unassign(s, tag.tagKey(), value)).count() == 0) {
                throw AwsError.entityNotFound("Tag is not assigned to the resource.");
              }
            });
    return RemoveLfTagsFromResourceResponse.builder().failures(failures).build();
  }

  private void requireRoom(Tags.Spot spot, String key) {
    Set<String> keys = new HashSet<>(tags.direct(spot).keySet());
    keys.add(key);
    quotas.require(Quota.LF_TAGS_PER_RESOURCE, keys.size());
  }

  private Resource taggable(Call call, @Nullable Resource asked) {
    Resource resource = canonical.of(asked);
    boolean whole = resource.table() != null && resource.table().tableWildcard() == null;
    if (resource.database() == null && !whole && !columnsOf(resource)) {
      throw AwsError.invalidInput("LF-tags belong to a database, a table or named columns.");
    }
    existence.require(resource, authority.seesAll(call.caller()));
    return resource;
  }

  private static boolean columnsOf(Resource resource) {
    return resource.tableWithColumns() != null && resource.tableWithColumns().hasColumnNames();
  }

  private static List<Tags.Spot> spots(Resource resource) {
    if (resource.database() != null) {
      return List.of(new Tags.Spot(resource.database().name(), "", ""));
    }
    if (resource.table() != null) {
      return List.of(new Tags.Spot(resource.table().databaseName(), resource.table().name(), ""));
    }
    var table = resource.tableWithColumns();
    return table.columnNames().stream()
        .map(column -> new Tags.Spot(table.databaseName(), table.name(), column))
        .toList();
  }

  private List<LFTagError> each(Resource resource, List<LFTagPair> asked, Consumer<LFTag> change) {
    requireList(asked);
    return inFlight.alone(
        Place.of(resource),
        () -> {
          List<LFTagError> failures = new ArrayList<>();
          asked.forEach(pair -> attempt(pair, change, failures));
          return failures;
        });
  }

  private static void attempt(LFTagPair pair, Consumer<LFTag> change, List<LFTagError> failures) {
    try {
      change.accept(tag(pair));
    } catch (AwsError error) {
      ErrorDetail detail =
          ErrorDetail.builder().errorCode(error.code()).errorMessage(error.getMessage()).build();
      failures.add(LFTagError.builder().lfTag(pair).error(detail).build());
    }
  }

  private static LFTag tag(LFTagPair pair) {
    return LFTag.builder()
        .tagKey(Place.fold(pair.tagKey()))
        .tagValues(Canonical.folded(pair.tagValues()))
        .build();
  }

  private static void requireList(List<LFTagPair> asked) {
    if (asked.isEmpty() || asked.size() > MAX_TAGS) {
      throw AwsError.invalidInput("LFTags must hold 1 to " + MAX_TAGS + " tags.");
    }
    Set<String> keys = new HashSet<>();
    for (LFTagPair pair : asked) {
      if (!keys.add(Place.fold(Canonical.required("TagKey", pair.tagKey())))) {
        throw AwsError.invalidInput("Provided list of tags contains duplicate tag key");
      }
      if (pair.tagValues().size() != 1) {
        throw AwsError.invalidInput("The input tag value list has size not equal to 1");
      }
    }
  }

  GetResourceLfTagsResponse ofResource(Call call, GetResourceLfTagsRequest request) {
    catalogId.require(request.catalogId());
    Resource resource = taggable(call, request.resource());
    authority.requireVisible(call.caller(), resource);
    boolean direct = Boolean.TRUE.equals(request.showAssignedLFTags());
    GetResourceLfTagsResponse.Builder answer = GetResourceLfTagsResponse.builder();
    if (resource.database() != null) {
      return answer.lfTagOnDatabase(pairs(tags.effective(resource.database().name()))).build();
    }
    Tags.Spot first = spots(resource).get(0);
    answer.lfTagOnDatabase(pairs(tags.effective(first.database())));
    Tags.Spot whole = new Tags.Spot(first.database(), first.table(), "");
    answer.lfTagsOnTable(
        pairs(direct ? tags.direct(whole) : tags.effective(first.database(), first.table())));
    List<ColumnLFTag> columns = columns(resource, first, direct);
    return answer.lfTagsOnColumns(columns.isEmpty() ? null : columns).build();
  }

  private List<ColumnLFTag> columns(Resource resource, Tags.Spot of, boolean direct) {
    List<String> names =
        columnsOf(resource)
            ? resource.tableWithColumns().columnNames()
            : direct
                ? tags.taggedColumns(of.database(), of.table())
                : existence.catalog().columns(of.database(), of.table()).orElse(List.of());
    return names.stream()
        .map(name -> new Tags.Spot(of.database(), of.table(), name))
        .map(spot -> column(spot, direct))
        .filter(column -> !column.lfTags().isEmpty())
        .toList();
  }

  private ColumnLFTag column(Tags.Spot spot, boolean direct) {
    Map<String, String> held =
        direct ? tags.direct(spot) : tags.effective(spot.database(), spot.table(), spot.column());
    return ColumnLFTag.builder().name(spot.column()).lfTags(pairs(held)).build();
  }

  /** Absent when empty. */
  private @Nullable List<LFTagPair> pairs(Map<String, String> held) {
    List<LFTagPair> pairs =
        held.entrySet().stream()
            .map(
                tag ->
                    LFTagPair.builder()
                        .catalogId(catalogId.account())
                        .tagKey(tag.getKey())
                        .tagValues(tag.getValue())
                        .build())
            .toList();
    return pairs.isEmpty() ? null : pairs;
  }
}
