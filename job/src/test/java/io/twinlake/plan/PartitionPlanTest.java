package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionPlanTest {
  private static final int MANY = 300_000;

  private static CatalogObject partition(String value, String location) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.putArray("Values").add(value);
    definition.putObject("StorageDescriptor").put("Location", location);
    return new CatalogObject(ObjectKey.partition("d", "t", List.of(value)), definition);
  }

  private static Iterator<CatalogObject> partitions(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> partition("v" + i, "s3://b/" + i)).iterator();
  }

  @Test
  void tellsNewEqualAndDifferentPartitionsApart() {
    PartitionPlan plan = PartitionPlan.against(partitions(0, 2));
    assertThat(plan.decide(partition("v0", "s3://b/0")).op()).isEqualTo(Op.NONE);
    assertThat(plan.decide(partition("v1", "s3://b/elsewhere")).op()).isEqualTo(Op.UPDATE);
    assertThat(plan.decide(partition("V0", "s3://b/0")).op()).isEqualTo(Op.CREATE);
    assertThat(plan.hasSurplus()).isFalse();
  }

  @Test
  void namesTheLocationThatAPartitionShouldHave() {
    PartitionPlan plan = PartitionPlan.against(partitions(0, 3));
    assertThat(plan.decide(partition("v0", "s3://b/elsewhere")).reason())
        .isEqualTo("its location is not \"s3://b/elsewhere\"");
    CatalogObject parameters = partition("v1", "s3://b/1");
    parameters.definition().putObject("Parameters").put("k", "v");
    assertThat(plan.decide(parameters).reason()).isEqualTo("its definition differs");
    assertThat(plan.decide(partition("v2", "")).reason()).isEqualTo("its location is not \"\"");
  }

  @Test
  void knowsWhatIsLeftAmongHundredsOfThousands() {
    PartitionPlan plan = PartitionPlan.against(partitions(0, MANY));
    partitions(1, MANY)
        .forEachRemaining(wanted -> assertThat(plan.decide(wanted).op()).isEqualTo(Op.NONE));
    assertThat(plan.hasSurplus()).isTrue();
    assertThat(plan.isSurplus(partition("v0", ""))).isTrue();
    assertThat(plan.isSurplus(partition("v1", ""))).isFalse();
    assertThat(plan.isSurplus(partition("never there", ""))).isFalse();
  }

  @Test
  void writesNothingWhenTheTargetCannotBeRead() {
    assertThat(PartitionPlan.unreadable("it is locked").decide(partition("v", "")).op())
        .isEqualTo(Op.REFUSE);
  }

  @Test
  void countsAPartitionThatIsListedTwiceOnce() {
    Fingerprints prints = new Fingerprints();
    prints.add("k", "a", "");
    prints.add("k", "b", "");
    assertThat(prints.size()).isEqualTo(1);
    assertThat(prints.take("k", "b", "")).isEqualTo(Fingerprints.Match.EQUAL);
  }
}
