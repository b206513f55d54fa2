package io.twinlake.standin.lake;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.ColumnLFTag;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpression;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Changes of LF-tags, their expressions, assignments and policies (aws-facts 18). */
record RandomTagDrift(RandomWords words, LakeClients clients) {
  /** One tag directly on a database, a table or a column. */
  private record Assigned(Resource resource, LFTagPair tag) {}

  List<Runnable> changes() {
    return List.of(
        this::addTag,
        this::addValue,
        this::dropValue,
        this::dropTag,
        this::addExpression,
        this::changeExpression,
        this::assignToDatabase,
        this::assignToTable,
        this::assignToColumns,
        this::reassign,
        this::reassign,
        this::unassign,
        this::unassign,
        this::grantByTag,
        this::grantByTag);
  }

  private Present present() {
    return new Present(words, clients);
  }

  private RandomTags random() {
    return new RandomTags(words, clients);
  }

  private RandomAssignments assignments() {
    return new RandomAssignments(words, clients, present().tags().toList());
  }

  private void withTag(Consumer<LFTag> change) {
    present().any(present().tags()).ifPresent(change);
  }

  private void addTag() {
    String key = random().unused();
    clients.lakeFormation().createLFTag(r -> r.tagKey(key).tagValues("a", "b"));
  }

  private void addValue() {
    String value = random().unused();
    withTag(
        tag ->
            clients.lakeFormation().updateLFTag(r -> r.tagKey(tag.tagKey()).tagValuesToAdd(value)));
  }

  /** One that is assigned nowhere, and not the last: AWS takes no other. */
  private void dropValue() {
    List<LFTagPair> used = assigned().map(Assigned::tag).toList();
    present()
        .any(
            present()
                .tags()
                .filter(tag -> tag.tagValues().size() > 1)
                .flatMap(this::pairs)
                .filter(pair -> used.stream().noneMatch(each -> same(each, pair))))
        .ifPresent(
            pair ->
                clients
                    .lakeFormation()
                    .updateLFTag(r -> r.tagKey(pair.tagKey()).tagValuesToDelete(pair.tagValues())));
  }

  private Stream<LFTagPair> pairs(LFTag tag) {
    return tag.tagValues().stream().map(value -> RandomAssignments.pair(tag.tagKey(), value));
  }

  private static boolean same(LFTagPair left, LFTagPair right) {
    return left.tagKey().equals(right.tagKey()) && left.tagValues().equals(right.tagValues());
  }

  private void dropTag() {
    withTag(tag -> clients.lakeFormation().deleteLFTag(r -> r.tagKey(tag.tagKey())));
  }

  private void addExpression() {
    List<LFTag> tags = present().tags().toList();
    if (!tags.isEmpty()) {
      new RandomExpressions(words, clients).create(random().unused(), tags);
    }
  }

  private void changeExpression() {
    List<LFTag> tags = present().tags().toList();
    present()
        .any(present().expressions())
        .filter(some -> !tags.isEmpty())
        .ifPresent(
            each ->
                clients
                    .lakeFormation()
                    .updateLFTagExpression(
                        r ->
                            r.name(each.name())
                                .description(each.description())
                                .expression(random().terms(tags))));
  }

  private void assignToDatabase() {
    present()
        .any(present().ownDatabases())
        .ifPresent(each -> assignments().toDatabase(each.name()));
  }

  private void assignToTable() {
    tagged().ifPresent(table -> assign(table.resource()));
  }

  private void assignToColumns() {
    tagged()
        .filter(table -> !table.columns().isEmpty())
        .ifPresent(
            table -> {
              int count = 1 + words.below(table.columns().size());
              assign(RandomAssignments.columns(table, words.exactly(count, table.columns())));
            });
  }

  /** A table or view that can carry tags. */
  private Optional<MadeTable> tagged() {
    return present().any(present().madeTables().filter(table -> !table.isLink()));
  }

  private void assign(Resource resource) {
    withTag(
        tag ->
            assignments()
                .assign(
                    resource,
                    List.of(RandomAssignments.pair(tag.tagKey(), words.oneOf(tag.tagValues())))));
  }

  private void reassign() {
    present()
        .any(assigned())
        .ifPresent(
            each ->
                present()
                    .any(
                        present()
                            .tags()
                            .filter(tag -> tag.tagKey().equals(each.tag().tagKey()))
                            .flatMap(this::pairs))
                    .ifPresent(pair -> assignments().assign(each.resource(), List.of(pair))));
  }

  private void unassign() {
    present().any(assigned()).ifPresent(each -> assignments().remove(each.resource(), each.tag()));
  }

  /** Every tag that is directly assigned; asks nothing where there are no tags. */
  private Stream<Assigned> assigned() {
    return present().tags().findAny().isEmpty()
        ? Stream.of()
        : Stream.concat(
            present().ownDatabases().flatMap(each -> onDatabase(each.name())),
            present().madeTables().filter(each -> !each.isLink()).flatMap(this::onTable));
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
    return clients
        .lakeFormation()
        .getResourceLFTags(r -> r.resource(resource).showAssignedLFTags(true));
  }

  private void grantByTag() {
    List<LFTag> tags = present().tags().toList();
    if (!tags.isEmpty()) {
      List<String> names = present().expressions().map(LFTagExpression::name).toList();
      RandomTagGrants grants = new RandomTagGrants(new RandomGrants(words, clients), random());
      new Permissions(clients).grant(grants.onPolicy(grants.policy(tags, names)));
    }
  }
}
