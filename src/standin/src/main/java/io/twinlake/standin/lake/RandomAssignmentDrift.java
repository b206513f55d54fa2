package io.twinlake.standin.lake;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Changes of what LF-tags are assigned to (aws-facts 18). */
record RandomAssignmentDrift(RandomWords words, LakeClients clients) {
  List<Runnable> changes() {
    return List.of(
        this::assignToDatabase,
        this::assignToTable,
        this::assignToColumns,
        this::reassign,
        this::reassign,
        this::unassign,
        this::unassign);
  }

  private Present present() {
    return new Present(words, clients);
  }

  private PresentTags tagged() {
    return new PresentTags(present());
  }

  private RandomAssignments assignments() {
    return new RandomAssignments(words, clients, present().tags().toList());
  }

  private void assignToDatabase() {
    present()
        .any(present().ownDatabases())
        .ifPresent(each -> assignments().toDatabase(each.name()));
  }

  private void assignToTable() {
    taggable().ifPresent(table -> assign(table.resource()));
  }

  private void assignToColumns() {
    taggable()
        .filter(table -> !table.columns().isEmpty())
        .ifPresent(
            table -> {
              int count = 1 + words.below(table.columns().size());
              assign(RandomAssignments.columns(table, words.exactly(count, table.columns())));
            });
  }

  /** A table or view that can carry tags. */
  private Optional<MadeTable> taggable() {
    return present().any(present().madeTables().filter(table -> !table.isLink()));
  }

  private void assign(Resource resource) {
    present()
        .any(present().tags())
        .ifPresent(tag -> assign(resource, tag.tagKey(), words.oneOf(tag.tagValues())));
  }

  private void assign(Resource resource, String key, String value) {
    new TagCalls(clients).assign(resource, List.of(RandomAssignments.pair(key, value)));
  }

  private void reassign() {
    present()
        .any(tagged().assigned())
        .ifPresent(
            each ->
                present()
                    .any(
                        present()
                            .tags()
                            .filter(tag -> tag.tagKey().equals(each.tag().tagKey()))
                            .map(LFTag::tagValues)
                            .flatMap(List::stream))
                    .ifPresent(value -> assign(each.resource(), each.tag().tagKey(), value)));
  }

  private void unassign() {
    present()
        .any(tagged().assigned())
        .ifPresent(each -> new TagCalls(clients).remove(each.resource(), each.tag()));
  }
}
