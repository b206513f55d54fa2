package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.lakeformation.model.LFTag;

/**
 * Random LF-tags, with keys and values of every character that AWS takes; some have more values
 * than one call carries (aws-facts 18).
 */
record RandomTags(RandomWords words, LakeClients clients) {
  private static final int MOST_A_CALL = 50;

  private static final List<String> KEYS =
      List.of("domain", "Sensitivity", "größe", "顧客", "with space", "a.b:c/d=e+f-g@h%", "_1");

  private static final List<String> VALUES =
      List.of("public", "Internal", "größe", "東京", "streng geheim", "a/b", "100%", "x=y", "0", "व");

  /** Sometimes none, and in lower case, as AWS keeps them. */
  List<LFTag> create() {
    List<LFTag> tags =
        words.once(2)
            ? List.of()
            : words.exactly(1 + words.below(3), KEYS).stream()
                .map(key -> LFTag.builder().tagKey(key).tagValues(values()).build())
                .toList();
    tags.forEach(this::create);
    return tags.stream().map(RandomTags::kept).toList();
  }

  private List<String> values() {
    return words.once(6)
        ? IntStream.range(0, MOST_A_CALL + 1 + words.below(2 * MOST_A_CALL))
            .mapToObj(i -> "value " + i)
            .toList()
        : words.exactly(1 + words.below(5), VALUES);
  }

  private void create(LFTag tag) {
    List<String> values = tag.tagValues();
    int first = Math.min(MOST_A_CALL, values.size());
    clients
        .lakeFormation()
        .createLFTag(r -> r.tagKey(tag.tagKey()).tagValues(values.subList(0, first)));
    for (int from = first; from < values.size(); from += MOST_A_CALL) {
      List<String> more = values.subList(from, Math.min(from + MOST_A_CALL, values.size()));
      clients.lakeFormation().updateLFTag(r -> r.tagKey(tag.tagKey()).tagValuesToAdd(more));
    }
  }

  private static LFTag kept(LFTag tag) {
    return LFTag.builder()
        .tagKey(tag.tagKey().toLowerCase(Locale.ROOT))
        .tagValues(tag.tagValues().stream().map(v -> v.toLowerCase(Locale.ROOT)).toList())
        .build();
  }

  /** A key or value that nobody has used yet. */
  String unused() {
    return "new " + words.below(1_000_000);
  }

  /**
   * One to three terms, each a tag with every value or some.
   *
   * @param tags at least one
   */
  List<LFTag> terms(List<LFTag> tags) {
    List<LFTag> terms = new ArrayList<>();
    words
        .exactly(1 + words.below(Math.min(3, tags.size())), tags)
        .forEach(tag -> terms.add(tag.toBuilder().tagValues(someValues(tag)).build()));
    return terms;
  }

  /** At least one and few, or {@code *} for all of them. */
  List<String> someValues(LFTag tag) {
    return words.once(4)
        ? List.of("*")
        : words.exactly(1 + words.below(Math.min(3, tag.tagValues().size())), tag.tagValues());
  }
}
