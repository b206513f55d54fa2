package io.twinlake.plan;

import static io.twinlake.plan.DefinitionsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptInsTest {
  private static CatalogObject optIn(String resource, String more) {
    return new CatalogObject(
        ObjectKey.global(Kind.OPT_IN, "p"),
        json(
            "{'Principal':{'DataLakePrincipalIdentifier':'p'},'Resource':"
                + resource
                + more
                + "}"));
  }

  @Test
  void knowsAnOptInByPrincipalResourceAndCondition() {
    assertThat(
            OptIns.byKey(
                Stream.of(
                        optIn(
                            "{'Table':{'CatalogId':'1','DatabaseName':'d','TableWildcard':{}}}",
                            ""),
                        optIn(
                            "{'Table':{'DatabaseName':'d','TableWildcard':{},'Name':'ALL_TABLES'}}",
                            ",'LastModified':'x','LastUpdatedBy':'y'"),
                        optIn("{'Table':{'DatabaseName':'d','Name':'t'}}", ""),
                        optIn(
                            "{'Table':{'DatabaseName':'d','Name':'t'}}",
                            ",'Condition':{'Expression':'x'}"))
                    .iterator(),
                "1"))
        .hasSize(3)
        .allSatisfy((key, input) -> assertThat(input.has("LastModified")).isFalse());
  }
}
