package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinerRightsTest {
  private static final String ACCOUNT = "111122223333";
  private static final String BY_NAME = "{'Table':{'DatabaseName':'d','Name':'t'}}";
  private static final String ON_ALL = "{'Table':{'DatabaseName':'d','TableWildcard':{}}}";

  private final List<CatalogObject> source = new ArrayList<>();
  private final List<CatalogObject> target = new ArrayList<>();

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static String policy(String type, String value) {
    return "{'LFTagPolicy':{'ResourceType':'%s','Expression':[{'TagKey':'class','TagValues':['%s']}]}}"
        .formatted(type, value);
  }

  private static CatalogObject grant(
      String principal, String resource, String permissions, String grantable, String condition) {
    return new CatalogObject(
        new ObjectKey(Kind.GRANT, "", principal, List.of(resource)),
        json(
            "{'Principal':{'DataLakePrincipalIdentifier':'%s'},'Resource':%s,'Permissions':[%s],'PermissionsWithGrantOption':[%s]%s}"
                .formatted(principal, resource, permissions, grantable, condition)));
  }

  private static CatalogObject grant(String resource) {
    return grant("definer", resource, "'SELECT'", "'SELECT'", "");
  }

  private static CatalogObject tagged(String table, String tags) {
    return new CatalogObject(AssignedTags.key("d", table), json(tags));
  }

  private static CatalogObject view() {
    return new CatalogObject(
        ObjectKey.table("d", "v"),
        json(
            "{'Name':'v','ViewDefinition':{'Definer':'definer','SubObjects':['arn:aws:glue:r:111122223333:table/d/t']}}"));
  }

  private List<String> lent() {
    DefinerRights rights =
        new DefinerRights(
            LakeFormationObjects.of(source.iterator(), ACCOUNT),
            LakeFormationObjects.of(target.iterator(), ACCOUNT),
            ACCOUNT);
    return rights.byName(Stream.of(view(), view())).stream()
        .map(grant -> grant.principal() + ": " + grant.rights() + " on " + grant.resource())
        .toList();
  }

  private void inAnOpenDatabase() {
    source.add(tagged("", "{'LFTagOnDatabase':[{'TagKey':'class','TagValues':['open']}]}"));
  }

  @ParameterizedTest
  @CsvSource({
    "definer, TABLE,    open,   SELECT,   SELECT, true",
    "definer, TABLE,    open,   ALL,      ALL,    true",
    "definer, TABLE,    open,   DESCRIBE, '',     false",
    "definer, TABLE,    open,   SELECT,   '',     false",
    "definer, TABLE,    closed, SELECT,   SELECT, false",
    "definer, DATABASE, open,   SELECT,   SELECT, false",
    "another, TABLE,    open,   SELECT,   SELECT, false",
  })
  void aDefinerIsLentWhatItsTagPoliciesLetItPassOn(
      String principal, String type, String value, String held, String grantable, boolean lent) {
    inAnOpenDatabase();
    source.add(grant(principal, policy(type, value), quoted(held), quoted(grantable), ""));
    assertThat(lent())
        .isEqualTo(
            lent
                ? List.of(
                    "definer: SELECT (may grant SELECT) on {\"Table\":{\"DatabaseName\":\"d\",\"Name\":\"t\"}}")
                : List.of());
  }

  private static String quoted(String permission) {
    return permission.isEmpty() ? "" : "'" + permission + "'";
  }

  @Test
  void nothingIsLentOfATableWithAColumnThatNoPolicyMatches() {
    inAnOpenDatabase();
    source.add(grant(policy("TABLE", "open")));
    source.add(
        tagged(
            "t",
            "{'LFTagsOnColumns':[{'Name':'ssn','LFTags':[{'TagKey':'class','TagValues':['closed']}]}]}"));
    assertThat(lent()).isEmpty();
    source.add(grant(policy("TABLE", "closed")));
    assertThat(lent()).as("by one policy or another").hasSize(1);
  }

  @Test
  void nothingIsLentWhereAGrantByNameStands() {
    inAnOpenDatabase();
    source.add(grant(policy("TABLE", "open")));
    target.add(grant(BY_NAME));
    assertThat(lent()).isEmpty();
  }

  @Test
  void whatIsGivenUnderAConditionIsNotLentWithoutIt() {
    inAnOpenDatabase();
    source.add(
        grant(
            "definer",
            policy("TABLE", "open"),
            "'SELECT'",
            "'SELECT'",
            ",'Condition':{'Expression':'x'}"));
    assertThat(lent()).isEmpty();
  }

  @Test
  void aGrantOnAllTablesIsLentByNameWhereRowPoliciesMayKeepItBack() {
    source.add(grant(ON_ALL));
    assertThat(lent()).isEmpty();
    source.add(
        new CatalogObject(
            ObjectKey.global(Kind.RLS_POLICY_ATTACHMENT, "eu"),
            json("{'PolicyName':'eu','Resource':" + BY_NAME + "}")));
    assertThat(lent()).hasSize(1);
  }
}
