package io.twinlake.standin.lake;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;

/**
 * What decides about a random lake's tables beside grants by name: LF-tags in half of the lakes,
 * data cells filters in half of them, row-level-security policies in half of them.
 *
 * @param tables all that are no links
 */
record RandomRules(RandomWords words, LakeClients clients, List<MadeTable> tables) {
  /**
   * @param granted the grants to come, to which those on and by these are added
   */
  void make(List<String> databases, List<BatchPermissionsRequestEntry> granted) {
    RandomTags random = new RandomTags(words, clients);
    List<LFTag> tags = random.create();
    List<String> expressions = new RandomExpressions(words, clients).create(tags);
    granted.addAll(new RandomTagGrants(grants(), random).on(tags, expressions));
    assign(new RandomAssignments(words, clients, tags), databases);
    filter(granted);
    secureRows(tags, expressions, granted);
  }

  private RandomGrants grants() {
    return new RandomGrants(words, clients);
  }

  private void assign(RandomAssignments assignments, List<String> databases) {
    for (String database : databases) {
      Map<String, String> inherited = assignments.toDatabase(database);
      tables.stream()
          .filter(table -> table.database().equals(database))
          .forEach(table -> assignments.toTable(table, inherited));
    }
  }

  private void filter(List<BatchPermissionsRequestEntry> granted) {
    if (words.once(2)) {
      filterable().stream().filter(table -> words.once(2)).forEach(table -> filter(table, granted));
    }
  }

  private void filter(MadeTable table, List<BatchPermissionsRequestEntry> granted) {
    new RandomFilters(words, clients)
        .create(table)
        .forEach(filter -> granted.addAll(grants().onFilter(filter, table, granted)));
  }

  private void secureRows(
      List<LFTag> tags, List<String> expressions, List<BatchPermissionsRequestEntry> granted) {
    RandomAttachments attachments =
        new RandomAttachments(words, clients, filterable(), tags, expressions);
    for (RLSPolicy policy : new RandomRowPolicies(words, clients).create(filterable())) {
      attachments.attach(policy);
      granted.addAll(grants().onRowPolicy(policy.name()));
    }
  }

  private List<MadeTable> filterable() {
    return tables.stream().filter(MadeTable::isFilterable).toList();
  }
}
