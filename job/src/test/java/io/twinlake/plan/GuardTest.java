package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not narrowed as it should be is not opened either. */
class GuardTest {
  private static final ObjectKey EXPRESSION = ObjectKey.global(Kind.LF_TAG_EXPRESSION, "open");
  private static final Guard GUARD =
      new Guard(
          Set.of(ObjectKey.table("sales", "orders")),
          Set.of("team"),
          Map.of(
              EXPRESSION,
              new CatalogObject(
                  EXPRESSION, json("{'Expression':[{'TagKey':'team','TagValues':['a']}]}"))),
          (policy, table) -> policy.toString().contains("\"level\""));

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Table':{'DatabaseName':'sales','Name':'orders'}}",
        "{'Table':{'DatabaseName':'sales','TableWildcard':{}}}",
        "{'TableWithColumns':{'DatabaseName':'sales','Name':'orders','ColumnNames':['a']}}",
        "{'DataCellsFilter':{'DatabaseName':'sales','TableName':'orders','Name':'f'}}",
        "{'LFTagPolicy':{'ResourceType':'TABLE','Expression':[{'TagKey':'level','TagValues':['a']}]}}",
      })
  void nothingIsGivenThatShowsWhatIsNotCut(String resource) {
    assertThat(GUARD.objection(json(resource)))
        .contains("held back, because what narrows table sales.orders could not be restored");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Table':{'DatabaseName':'sales','Name':'visits'}}",
        "{'Table':{'DatabaseName':'other','TableWildcard':{}}}",
        "{'Table':{'CatalogId':'1:x','DatabaseName':'sales','Name':'orders'}}",
        "{'Database':{'Name':'sales'}}",
        "{'Catalog':{}}",
        "{'LFTag':{'TagKey':'team','TagValues':['a']}}",
        "{'LFTagPolicy':{'ResourceType':'TABLE','Expression':[{'TagKey':'other','TagValues':['a']}]}}",
        "{'LFTagPolicy':{'ResourceType':'DATABASE','Expression':[{'TagKey':'level','TagValues':['a']}]}}",
      })
  void whatShowsNothingOfItIsGiven(String resource) {
    assertThat(GUARD.objection(json(resource))).isEmpty();
    assertThat(Guard.COMPLETE.objection(json(resource))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'LFTagPolicy':{'ResourceType':'TABLE','Expression':[{'TagKey':'team','TagValues':['a']}]}}",
        "{'LFTagPolicy':{'ResourceType':'DATABASE','Expression':[{'TagKey':'team','TagValues':['a']}]}}",
        "{'LFTagPolicy':{'ResourceType':'TABLE','ExpressionName':'open'}}",
        "{'LFTagPolicy':{'ResourceType':'TABLE','ExpressionName':'unheard_of'}}",
      })
  void noPolicyIsGivenThatGoesByATagThatIsNotAssigned(String resource) {
    assertThat(GUARD.objection(json(resource)))
        .contains("held back, because LF-tag team is not assigned as in the source");
  }
}
