package io.twinlake.standin.lake;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.ColumnLFTag;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpression;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Where LF-tags are used at present. */
record PresentTags(Present present) {
  /** One tag directly on a database, a table or a column. */
  record Assigned(Resource resource, LFTagPair tag) {
    LFTag value() {
      return LFTag.builder().tagKey(tag.tagKey()).tagValues(tag.tagValues()).build();
    }
  }

  /** Every value of a tag on its own. */
  static Stream<LFTag> single(LFTag tag) {
    return tag.tagValues().stream().map(value -> tag.toBuilder().tagValues(value).build());
  }

  /** Values that something has, that are granted, or that an expression mentions. */
  Stream<LFTag> used() {
    return Stream.of(
            assigned().map(Assigned::value),
            needed(),
            granted(),
            grantedPolicies().flatMap(policy -> policy.expression().stream()))
        .flatMap(each -> each);
  }

  private Stream<LFTag> granted() {
    return present
        .rows()
        .map(row -> row.resource().lfTag())
        .filter(Objects::nonNull)
        .map(tag -> LFTag.builder().tagKey(tag.tagKey()).tagValues(tag.tagValues()).build());
  }

  /** What named expressions and attached row-level-security policies mention. */
  Stream<LFTag> needed() {
    return Stream.concat(
            present.expressions().map(LFTagExpression::expression),
            attachedPolicies().map(LFTagPolicyResource::expression))
        .flatMap(terms -> terms.stream());
  }

  /** The names of expressions that grants and attachments go by. */
  Stream<String> expressionsInUse() {
    return Stream.concat(grantedPolicies(), attachedPolicies())
        .map(LFTagPolicyResource::expressionName)
        .filter(Objects::nonNull);
  }

  private Stream<LFTagPolicyResource> grantedPolicies() {
    return present.rows().map(row -> row.resource().lfTagPolicy()).filter(Objects::nonNull);
  }

  private Stream<LFTagPolicyResource> attachedPolicies() {
    return present
        .attachments()
        .map(each -> each.resource().lfTagPolicy())
        .filter(Objects::nonNull);
  }

  /** Every tag that is directly assigned; asks nothing where there are no tags. */
  Stream<Assigned> assigned() {
    return present.tags().findAny().isEmpty()
        ? Stream.of()
        : Stream.concat(
            present.everyOwnDatabase().flatMap(each -> onDatabase(each.name())),
            present
                .everyOwnDatabase()
                .flatMap(present::madeTables)
                .filter(each -> !each.isLink())
                .flatMap(this::onTable));
  }

  private Stream<Assigned> onDatabase(String name) {
    Resource resource = RandomGrants.database(name);
    return direct(resource).lfTagOnDatabase().stream().map(tag -> new Assigned(resource, tag));
  }

  private Stream<Assigned> onTable(MadeTable table) {
    GetResourceLfTagsResponse found = direct(table.resource());
    return Stream.concat(
        found.lfTagsOnTable().stream().map(tag -> new Assigned(table.resource(), tag)),
        found.lfTagsOnColumns().stream().flatMap(column -> onColumn(table, column)));
  }

  private static Stream<Assigned> onColumn(MadeTable table, ColumnLFTag column) {
    Resource resource = RandomAssignments.columns(table, List.of(column.name()));
    return column.lfTags().stream().map(tag -> new Assigned(resource, tag));
  }

  private GetResourceLfTagsResponse direct(Resource resource) {
    return present
        .clients()
        .lakeFormation()
        .getResourceLFTags(r -> r.resource(resource).showAssignedLFTags(true));
  }
}
