package io.twinlake.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.Lists;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  /** Two creates or three deletes a call, within a database; tables of one name share a lane. */
  private static final Writer WRITER =
      new Writer() {
        @Override
        public int batch(Op op) {
          return op == Op.DELETE ? 3 : 2;
        }

        @Override
        public Object section(Action action) {
          return action.key().database();
        }

        @Override
        public String lane(Action action) {
          return action.key().name();
        }

        @Override
        public Map<Integer, ItemError> send(Op op, List<Action> actions) {
          return Map.of();
        }

        @Override
        public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
          return Set.of();
        }
      };

  /** E.g. {@code +a.x} to create and {@code -a.x} to delete. */
  private static Batches batches(String... actions) {
    return new Batches(Stream.of(actions).map(BatchesTest::action).iterator(), WRITER);
  }

  private static Action action(String text) {
    List<String> path = List.of(text.substring(1).split("\\.", -1));
    ObjectKey key = ObjectKey.table(path.get(0), path.get(1));
    return text.startsWith("-")
        ? Action.delete(key, "")
        : Action.create(key, JsonNodeFactory.instance.objectNode());
  }

  private static String text(List<Action> batch) {
    StringBuilder text = new StringBuilder();
    batch.forEach(
        a ->
            text.append(a.op() == Op.DELETE ? "-" : "+")
                .append(a.key().database())
                .append(a.key().name()));
    return text.toString();
  }

  @Test
  void fillsEachCallAndKeepsTheOrderWithinAKindOfCall() {
    assertThat(Lists.newArrayList(batches("+a.1", "-a.2", "+a.3", "-a.4", "+a.5", "-a.6")))
        .extracting(BatchesTest::text)
        .containsExactlyInAnyOrder("+a1+a3", "-a2-a4-a6", "+a5");
  }

  @Test
  void mixesNoTwoSections() {
    assertThat(Lists.newArrayList(batches("+a.1", "+b.1", "+b.2")))
        .extracting(BatchesTest::text)
        .containsExactly("+a1", "+b1+b2");
  }

  @Test
  void chainsBatchesThatMeetInALane() {
    assertThat(
            Lists.newArrayList(
                new Chains(batches("+a.1", "+a.2", "+a.2", "+a.3", "+a.4", "+a.5"), WRITER)))
        .extracting(List::size)
        .containsExactly(2, 1);
  }

  /** As grants are written: twenty a call, none on one table in two calls at once. */
  private record Twenty() implements Writer {
    @Override
    public int batch(Op op) {
      return 20;
    }

    @Override
    public String lane(Action action) {
      return action.key().name();
    }

    @Override
    public Map<Integer, ItemError> send(Op op, List<Action> actions) {
      return Map.of();
    }

    @Override
    public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
      return Set.of();
    }
  }

  /** Tables with one to five grants each, 300,000 in all. */
  private static List<Action> grants() {
    Random random = new Random(1);
    List<Action> grants = new ArrayList<>();
    for (int table = 0; grants.size() < 300_000; table++) {
      ObjectKey key = ObjectKey.table("d", "t" + table);
      for (int i = random.nextInt(5); i >= 0 && grants.size() < 300_000; i--) {
        grants.add(Action.create(key, JsonNodeFactory.instance.objectNode()));
      }
    }
    return grants;
  }

  @Test
  void fillsEveryCallAcrossTablesAndKeepsEachTableInOneChain() {
    Writer writer = new Twenty();
    Set<String> seen = new HashSet<>();
    int calls = 0;
    int longest = 0;
    Chains chains = new Chains(new Batches(grants().iterator(), writer), writer);
    while (chains.hasNext()) {
      List<List<Action>> chain = Objects.requireNonNull(chains.next());
      calls += chain.size();
      longest = Math.max(longest, chain.size());
      Set<String> lanes = new HashSet<>();
      chain.forEach(batch -> batch.forEach(action -> lanes.add(action.key().name())));
      assertThat(lanes).noneMatch(seen::contains);
      seen.clear();
      seen.addAll(lanes);
    }
    assertThat(calls).isEqualTo(15_000);
    assertThat(longest).as("calls that wait for one another").isLessThan(60);
  }
}
