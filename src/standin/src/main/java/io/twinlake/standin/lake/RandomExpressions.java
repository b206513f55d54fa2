package io.twinlake.standin.lake;

import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.LFTag;

/** Random named LF-tag expressions, with and without a description (aws-facts 18). */
record RandomExpressions(RandomWords words, LakeClients clients) {
  /**
   * @return their names; none where there are no tags, and sometimes where there are
   */
  List<String> create(List<LFTag> tags) {
    List<String> names = tags.isEmpty() ? List.of() : words.names(words.below(4));
    names.forEach(name -> create(name, tags));
    return names;
  }

  void create(String name, List<LFTag> tags) {
    List<LFTag> terms = new RandomTags(words, clients).terms(tags);
    String description = words.once(2) ? words.text() : null;
    clients
        .lakeFormation()
        .createLFTagExpression(r -> r.name(name).description(description).expression(terms));
  }
}
