package io.twinlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final String ACCOUNT = "111122223333";

  /** The rows of ListPermissions as the grants they came from. */
  private static List<Grant> merged(String... rows) {
    Map<ObjectKey, Grant> grants = new HashMap<>();
    for (String row : rows) {
      GrantRows.grants(json(row), ACCOUNT)
          .forEach(grant -> grants.merge(grant.key(), grant, Grant::and));
    }
    return new ArrayList<>(grants.values());
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static String row(String resource, String permissions, String grantable) {
    return "{'Principal':{'DataLakePrincipalIdentifier':'p'},'Resource':"
        + resource
        + ",'Permissions':["
        + permissions
        + "],'PermissionsWithGrantOption':["
        + grantable
        + "]}";
  }

  @Test
  void mergesTheTwoRowsOfAGrantWithSelect() {
    List<Grant> grants =
        merged(
            row(
                "{'Table':{'CatalogId':'111122223333','DatabaseName':'d','Name':'t'}}",
                "'DESCRIBE','INSERT'",
                ""),
            row(
                "{'TableWithColumns':{'CatalogId':'111122223333','DatabaseName':'d','Name':'t','ColumnWildcard':{}}}",
                "'SELECT'",
                "'SELECT'"));
    assertThat(grants)
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.resource())
                  .isEqualTo(json("{'Table':{'DatabaseName':'d','Name':'t'}}"));
              assertThat(grant.permissions()).containsExactly("DESCRIBE", "INSERT", "SELECT");
              assertThat(grant.grantable()).containsExactly("SELECT");
            });
  }

  @Test
  void takesAllTablesForAWildcardAndAllForItsMembers() {
    List<Grant> grants =
        merged(
            row(
                "{'Table':{'DatabaseName':'d','Name':'ALL_TABLES','TableWildcard':{}}}",
                "'ALL','ALTER','DELETE','DESCRIBE','DROP','INSERT'",
                ""),
            row(
                "{'TableWithColumns':{'DatabaseName':'d','Name':'ALL_TABLES','ColumnWildcard':{}}}",
                "'SELECT'",
                ""));
    assertThat(grants)
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.resource())
                  .isEqualTo(json("{'Table':{'DatabaseName':'d','TableWildcard':{}}}"));
              assertThat(grant.permissions()).containsExactly("ALL");
            });
  }

  @Test
  void keepsAnotherCatalogsIdAndAnotherConditionApart() {
    assertThat(
            merged(
                row("{'Database':{'CatalogId':'111122223333','Name':'d'}}", "'DESCRIBE'", ""),
                row("{'Database':{'CatalogId':'999999999999','Name':'d'}}", "'DESCRIBE'", ""),
                row("{'Database':{'Name':'d'}}", "'DESCRIBE'", "")
                    .replace("'Permissions'", "'Condition':{'Expression':'x'},'Permissions'")))
        .hasSize(3);
  }

  @Test
  void splitsNamedColumnsAndJoinsThemAgain() {
    String columns = "{'TableWithColumns':{'DatabaseName':'d','Name':'t','ColumnNames':['b','a']}}";
    List<Grant> single = merged(row(columns, "'SELECT'", ""));
    assertThat(single).hasSize(2);
    assertThat(ColumnGrants.join(single))
        .singleElement()
        .satisfies(
            grant ->
                assertThat(grant.resource().at("/TableWithColumns/ColumnNames"))
                    .extracting(name -> name.asText())
                    .containsExactlyInAnyOrder("a", "b"));
  }

  @Test
  void joinsOnlyColumnsOfTheSameRights() {
    String column = "{'TableWithColumns':{'DatabaseName':'d','Name':'t','ColumnNames':['%s']}}";
    List<Grant> single =
        merged(
            row(column.formatted("a"), "'SELECT'", ""),
            row(column.formatted("b"), "'SELECT'", "'SELECT'"));
    assertThat(ColumnGrants.join(single)).hasSize(2);
  }

  @Test
  void leavesExcludedColumnsTogether() {
    String excluded =
        "{'TableWithColumns':{'DatabaseName':'d','Name':'t','ColumnWildcard':{'ExcludedColumnNames':['b','a']}}}";
    assertThat(merged(row(excluded, "'SELECT'", "")))
        .singleElement()
        .satisfies(grant -> assertThat(grant.key().values().get(0)).contains("[\"a\",\"b\"]"));
  }

  @Test
  void countsAllAsEveryPermission() {
    Grant all = merged(row("{'Database':{'Name':'d'}}", "'ALL'", "")).get(0);
    Grant some = all.with(List.of("ALTER", "DROP"), List.of());
    assertThat(some.minus(all).isEmpty()).isTrue();
    assertThat(all.minus(some).permissions()).containsExactly("ALL");
    assertThat(all.intersect(some).permissions()).containsExactly("ALTER", "DROP");
  }

  @Test
  void namesWhatMayBePassedOnBesideAll() {
    Grant all = merged(row("{'Database':{'Name':'d'}}", "'ALL'", "'ALTER'")).get(0);
    assertThat(all.toEntry().path("Permissions"))
        .extracting(p -> p.asText())
        .containsExactly("ALL", "ALTER");
  }
}
