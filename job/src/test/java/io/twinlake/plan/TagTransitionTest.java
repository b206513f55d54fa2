package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.plan.TagPlace.Hidden;
import io.twinlake.plan.TagPlace.Policy;
import io.twinlake.plan.TagPolicies.RowsByTag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random databases and policies against an oracle that looks after every single tag. */
class TagTransitionTest {
  private static final int LAKES = Integer.getInteger("twinlake.transitions", 700);
  private static final List<String> KEYS = List.of("a", "b", "c");
  private static final List<String> NAMES = List.of("", "t1", "t2");

  private final Map<String, Integer> seenWays = new TreeMap<>();

  @Test
  void nobodySeesMoreAfterAnyTagThanBeforeOrAfterAll() {
    for (int seed = 0; seed < LAKES; seed++) {
      new Lake(seed).check();
    }
    assertThat(seenWays.keySet())
        .as("the ways that were taken: %s", seenWays)
        .contains(
            "FIRST in place",
            "FIRST one by one",
            "FIRST taking",
            "FIRST none",
            "LAST in place",
            "BETWEEN taking");
    assertThat(seenWays.getOrDefault("without row policies none", 0)).isZero();
  }

  private final class Lake {
    private final Random random;
    private final int seed;
    private final List<Policy> grants = new ArrayList<>();
    private final List<Hidden> hidden = new ArrayList<>();
    private final Map<String, Map<String, Set<String>>> early = new TreeMap<>();
    private final Map<String, Map<String, Set<String>>> late = new TreeMap<>();
    private final Map<String, Tagged> before;
    private final Map<String, Tagged> after;
    private final List<Set<String>> allowed = new ArrayList<>();
    private TagPlace place;
    private Map<String, Map<String, Set<String>>> named = early;

    Lake(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      boolean full = random.nextInt(4) > 0;
      before = full ? tagged() : new TreeMap<>();
      after = changed(before);
      early.put("e", terms());
      late.put("e", random.nextBoolean() ? early.get("e") : terms());
      for (int g = random.nextInt(5); g > 0; g--) {
        grants.add(policy());
      }
      for (int h = random.nextInt(5) - 2; h > 0; h--) {
        hidden.add(new Hidden(policy(), rows()));
      }
      place = TagPlace.of(before);
      allow();
      place = TagPlace.of(after);
      named = late;
      allow();
      place = TagPlace.of(before);
      named = early;
    }

    private Map<String, Tagged> tagged() {
      Map<String, Tagged> tagged = new TreeMap<>();
      for (String name : NAMES) {
        Map<String, Map<String, String>> columns = new TreeMap<>();
        for (String column : List.of("x", "y")) {
          Map<String, String> tags = tags();
          if (!name.isEmpty() && !tags.isEmpty() && random.nextBoolean()) {
            columns.put(column, tags);
          }
        }
        tagged.put(name, new Tagged(tags(), columns));
      }
      return tagged;
    }

    /** Everything, or a little, is another. */
    private Map<String, Tagged> changed(Map<String, Tagged> from) {
      Map<String, Tagged> to = tagged();
      if (random.nextBoolean()) {
        from.forEach((name, tags) -> to.compute(name, (n, t) -> random.nextBoolean() ? tags : t));
      }
      return to;
    }

    private Map<String, String> tags() {
      Map<String, String> tags = new TreeMap<>();
      for (String key : KEYS) {
        int value = random.nextInt(4);
        if (value < 2) {
          tags.put(key, "v" + value);
        }
      }
      return tags;
    }

    private Policy policy() {
      return new Policy(random.nextInt(4) == 0, random.nextInt(3) == 0 ? "e" : "", terms());
    }

    private Map<String, Set<String>> terms() {
      Map<String, Set<String>> terms = new TreeMap<>();
      while (terms.isEmpty()) {
        for (String key : KEYS) {
          if (random.nextBoolean()) {
            terms.put(key, Set.of(random.nextInt(5) == 0 ? "*" : "v" + random.nextInt(2)));
          }
        }
      }
      return terms;
    }

    private Set<Integer> rows() {
      Set<Integer> rows = new TreeSet<>();
      for (int row = 1; row <= 4; row++) {
        if (random.nextBoolean()) {
          rows.add(row);
        }
      }
      return rows;
    }

    private void allow() {
      allowed.add(seen(false));
      allowed.add(seen(true));
    }

    private Set<String> seen(boolean addingUp) {
      return place.seen(grants, hidden, named, addingUp);
    }

    void check() {
      TagPolicies from = policies(early);
      TagPolicies to = policies(late);
      DatabaseTags tags = new DatabaseTags("db", before, after);
      ExpressionMoment moment = ExpressionMoment.choose(List.of(tags), from, to);
      boolean first = moment == ExpressionMoment.FIRST;
      DatabaseTags planned =
          tags.by(first ? to : from, first || moment == ExpressionMoment.BETWEEN ? to : from);
      count(moment, planned.way());
      if (moment == ExpressionMoment.NEVER || !planned.isSafe()) {
        return;
      }
      if (first) {
        changeExpression();
      }
      int calls = pass(planned, TagPass.TAKE_FROM_DATABASE, 0);
      calls += pass(planned, TagPass.TAKE_FROM_TABLES, 0);
      if (moment == ExpressionMoment.BETWEEN) {
        changeExpression();
      }
      for (int stage = 0; stage < planned.stages(); stage++) {
        calls += pass(planned, TagPass.ADD_TO_TABLES, stage);
        calls += pass(planned, TagPass.CHANGE_DATABASE, stage);
        calls += pass(planned, TagPass.REMOVE_FROM_TABLES, stage);
      }
      if (moment == ExpressionMoment.LAST) {
        changeExpression();
      }
      assertThat(place.assigned).as("%s", this).isEqualTo(TagPlace.of(after).assigned);
      if (before.isEmpty() && planned.way().equals(TagWay.IN_PLACE)) {
        assertThat(calls).as("%s", this).isEqualTo(fewestCalls());
      }
    }

    private void count(ExpressionMoment moment, TagWay way) {
      String how =
          !way.safe()
              ? "none"
              : !way.taken().isEmpty()
                  ? "taking"
                  : way.order().isEmpty() ? "in place" : "one by one";
      seenWays.merge(moment + " " + how, 1, Integer::sum);
      if (hidden.isEmpty()) {
        seenWays.merge("without row policies " + how, 1, Integer::sum);
      }
    }

    private void changeExpression() {
      named = late;
      look();
    }

    private int pass(DatabaseTags planned, TagPass pass, int stage) {
      Map<String, List<ObjectNode>> calls = new LinkedHashMap<>();
      for (String name : planned.names()) {
        calls.put(name, new ArrayList<>(planned.calls(pass, stage, name)));
      }
      calls.values().removeIf(List::isEmpty);
      int sent = 0;
      while (!calls.isEmpty()) {
        // Tables side by side: whose call is next is up to chance.
        List<String> names = new ArrayList<>(calls.keySet());
        String name = names.get(random.nextInt(names.size()));
        send(Objects.requireNonNull(calls.get(name)).remove(0));
        sent++;
        calls.values().removeIf(List::isEmpty);
      }
      return sent;
    }

    /** The tags of a call take effect one by one, in any order. */
    private void send(ObjectNode call) {
      List<Runnable> effects = new ArrayList<>();
      for (String path : TagPlace.paths(call.path("Resource"))) {
        for (JsonNode tag : call.path("LFTags")) {
          effects.add(
              () ->
                  place.apply(
                      call.path("Operation").asText(),
                      path,
                      tag.path("TagKey").asText(),
                      tag.path("TagValues").path(0).asText()));
        }
      }
      Collections.shuffle(effects, random);
      for (Runnable effect : effects) {
        effect.run();
        look();
      }
    }

    private void look() {
      for (boolean addingUp : List.of(false, true)) {
        Set<String> more = new HashSet<>(seen(addingUp));
        more.removeAll(allowed.get(addingUp ? 1 : 0));
        more.removeAll(allowed.get(addingUp ? 3 : 2));
        assertThat(more).as("%s at %s", this, place.assigned).isEmpty();
      }
    }

    /** One for each resource with tags, and one for each set of tags among a table's columns. */
    private int fewestCalls() {
      int calls = 0;
      for (Tagged tagged : after.values()) {
        calls += tagged.own().isEmpty() ? 0 : 1;
        calls += new HashSet<>(tagged.columns().values()).size();
      }
      return calls;
    }

    private TagPolicies policies(Map<String, Map<String, Set<String>>> named) {
      Set<TagPolicy> granted = new HashSet<>();
      grants.forEach(grant -> granted.add(policy(grant)));
      Set<RowsByTag> rows = new HashSet<>();
      for (int h = 0; h < hidden.size(); h++) {
        rows.add(new RowsByTag("h" + h, policy(hidden.get(h).policy())));
      }
      Map<String, TagTerms> expressions = new TreeMap<>();
      named.forEach((name, terms) -> expressions.put(name, TagTerms.of(expression(terms))));
      return new TagPolicies(granted, rows, expressions);
    }

    private static TagPolicy policy(Policy policy) {
      ObjectNode resource = JsonNodeFactory.instance.objectNode();
      ObjectNode body = resource.putObject("LFTagPolicy");
      body.put("ResourceType", policy.database() ? "DATABASE" : "TABLE");
      if (policy.name().isEmpty()) {
        body.set("Expression", expression(policy.terms()));
      } else {
        body.put("ExpressionName", policy.name());
      }
      return TagPolicy.of(resource, "111122223333").orElseThrow();
    }

    private static JsonNode expression(Map<String, Set<String>> terms) {
      var expression = JsonNodeFactory.instance.arrayNode();
      terms.forEach(
          (key, values) -> {
            ObjectNode term = expression.addObject().put("TagKey", key);
            values.forEach(term.putArray("TagValues")::add);
          });
      return expression;
    }

    @Override
    public String toString() {
      return "seed " + seed + ", " + before + " to " + after + " with " + grants + hidden + early
          + late;
    }
  }
}
