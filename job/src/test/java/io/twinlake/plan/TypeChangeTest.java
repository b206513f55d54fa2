package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no update makes of another, and what may be deleted for it. */
class TypeChangeTest {
  private static final Map<String, String> SORTS =
      Map.of(
          "table", "{'Name':'t'}",
          "athena view", "{'Name':'t','TableType':'VIRTUAL_VIEW','ViewOriginalText':'x'}",
          "link", "{'Name':'t','TargetTable':{'DatabaseName':'x','Name':'y'}}",
          "view", "{'Name':'t','ViewDefinition':{'SubObjects':['a']}}",
          "materialized", "{'Name':'t','IsMaterializedView':true,'ViewDefinition':{}}");

  private static CatalogObject table(String sort) {
    String definition = SORTS.getOrDefault(sort, "");
    try {
      return new CatalogObject(
          ObjectKey.table("d", "t"),
          (ObjectNode) new ObjectMapper().readTree(definition.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(definition, e);
    }
  }

  private static Op op(String desired, String actual, boolean gone) {
    return TypeChange.unlessDataIsLost(
            Definitions.decide(table(desired), table(actual)),
            table(desired),
            table(actual),
            any -> gone)
        .op();
  }

  @ParameterizedTest
  @CsvSource({
    "table,       athena view,  UPDATE,  UPDATE",
    "table,       link,         REPLACE, REPLACE",
    "table,       view,         REPLACE, REPLACE",
    "table,       materialized, REFUSE,  REPLACE",
    "athena view, table,        UPDATE,  UPDATE",
    "athena view, view,         REPLACE, REPLACE",
    "link,        table,        REFUSE,  REPLACE",
    "link,        athena view,  REPLACE, REPLACE",
    "link,        view,         REPLACE, REPLACE",
    "link,        materialized, REFUSE,  REPLACE",
    "view,        table,        REFUSE,  REPLACE",
    "view,        athena view,  REPLACE, REPLACE",
    "view,        link,         REPLACE, REPLACE",
    "view,        materialized, REFUSE,  REPLACE",
  })
  void onlyWhatHoldsNoDataIsDeletedUnasked(String desired, String actual, Op unasked, Op asked) {
    assertThat(op(desired, actual, false)).isEqualTo(unasked);
    assertThat(op(desired, actual, true)).isEqualTo(asked);
  }

  @Test
  void aRefusalSaysWhatIsThereAndWhatShouldBe() {
    assertThat(
            TypeChange.unlessDataIsLost(
                    Definitions.decide(table("view"), table("table")),
                    table("view"),
                    table("table"),
                    any -> false)
                .reason())
        .isEqualTo(
            "the target has a real table d.t where the source has a view; delete or rename it there");
  }
}
