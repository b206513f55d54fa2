package io.twinlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkMappingTest {
  private static final LinkMapping LINKS =
      new LinkMapping("111122223333", "us-east-1", "ap-south-1");

  @ParameterizedTest
  @CsvSource({
    "111122223333, us-east-1, ap-south-1",
    ", us-east-1, ap-south-1",
    "999999999999, us-east-1, us-east-1",
    "111122223333, eu-west-1, eu-west-1",
    "111122223333, ,",
  })
  void turnsOnlyOwnLinksToTheSourceRegion(String account, String region, String expected) {
    for (String member : new String[] {"TargetTable", "TargetDatabase"}) {
      ObjectNode definition = JsonNodeFactory.instance.objectNode().put("Name", "link");
      ObjectNode target = definition.putObject(member).put("DatabaseName", "d");
      if (account != null) {
        target.put("CatalogId", account);
      }
      if (region != null) {
        target.put("Region", region);
      }
      ObjectNode before = definition.deepCopy();
      ObjectNode after =
          LINKS.rewrite(new CatalogObject(ObjectKey.table("d", "link"), definition)).definition();
      assertThat(after.path(member).path("Region").textValue()).isEqualTo(expected);
      assertThat(definition).isEqualTo(before);
    }
  }
}
