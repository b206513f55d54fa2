package io.twinlake.standin.lake;

import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;

/** The sample lake's LF-tags: what tables hold and how secret it is. */
record SampleTags(LakeClients clients) {
  void create() {
    ResourceText.terms(
            "domain=crm,marketing,finance,retail classification=public,internal,confidential")
        .forEach(this::create);
    name(
        "open_marketing",
        "What everybody in the company may read of marketing",
        "domain=marketing classification=public,internal");
    assign();
  }

  private void create(LFTag tag) {
    clients.lakeFormation().createLFTag(r -> r.tagKey(tag.tagKey()).tagValues(tag.tagValues()));
  }

  private void name(String name, String description, String expression) {
    List<LFTag> terms = ResourceText.terms(expression);
    clients
        .lakeFormation()
        .createLFTagExpression(r -> r.name(name).description(description).expression(terms));
  }

  /** Tables inherit from their database and columns from their table what is not said of them. */
  private void assign() {
    assign("database sampledb", "domain=retail");
    assign("database tag_database", "domain=marketing classification=internal");
    assign("table tag_database.customer_profile", "domain=crm classification=confidential");
    assign("columns tag_database.customer_profile segment,score", "classification=internal");
    assign("table tag_database.ledger", "domain=finance classification=confidential");
    assign("table tag_database.public_holidays", "classification=public");
  }

  private void assign(String resource, String tags) {
    List<LFTagPair> pairs =
        ResourceText.terms(tags).stream()
            .map(tag -> RandomAssignments.pair(tag.tagKey(), tag.tagValues().get(0)))
            .toList();
    new TagCalls(clients).assign(ResourceText.parse(resource), pairs);
  }
}
