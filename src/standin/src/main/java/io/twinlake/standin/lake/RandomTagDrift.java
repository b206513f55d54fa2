package io.twinlake.standin.lake;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpression;

/** Changes of LF-tags, their expressions and their policies (aws-facts 18). */
record RandomTagDrift(RandomWords words, LakeClients clients) {
  List<Runnable> changes() {
    return List.of(
        this::addTag,
        this::addValue,
        this::dropValue,
        this::dropTag,
        this::addExpression,
        this::changeExpression,
        this::dropExpression,
        this::grantByTag,
        this::grantByTag);
  }

  private Present present() {
    return new Present(words, clients);
  }

  private RandomTags random() {
    return new RandomTags(words, clients);
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

  /** One that nothing has or mentions, and not the last: AWS takes no other. */
  private void dropValue() {
    PresentTags tags = new PresentTags(present());
    List<LFTag> used = tags.used().toList();
    present()
        .any(
            present()
                .tags()
                .filter(tag -> tag.tagValues().size() > 1)
                .flatMap(PresentTags::single)
                .filter(value -> used.stream().noneMatch(each -> covers(each, value))))
        .ifPresent(
            value ->
                clients
                    .lakeFormation()
                    .updateLFTag(
                        r -> r.tagKey(value.tagKey()).tagValuesToDelete(value.tagValues())));
  }

  private static boolean covers(LFTag some, LFTag value) {
    return some.tagKey().equals(value.tagKey()) && some.tagValues().containsAll(value.tagValues());
  }

  /** With its assignments and grants; AWS keeps one that an attached policy goes by. */
  private void dropTag() {
    List<LFTag> needed = new PresentTags(present()).needed().toList();
    present()
        .any(
            present()
                .tags()
                .filter(tag -> needed.stream().noneMatch(n -> n.tagKey().equals(tag.tagKey()))))
        .ifPresent(tag -> clients.lakeFormation().deleteLFTag(r -> r.tagKey(tag.tagKey())));
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

  /** One that no policy goes by: AWS takes no other. */
  private void dropExpression() {
    List<String> used = new PresentTags(present()).expressionsInUse().toList();
    present()
        .any(present().expressions().filter(each -> !used.contains(each.name())))
        .ifPresent(each -> clients.lakeFormation().deleteLFTagExpression(r -> r.name(each.name())));
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
