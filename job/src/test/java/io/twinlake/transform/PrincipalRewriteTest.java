package io.twinlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalRewriteTest {
  private static final String SOURCE = "111122223333";
  private static final String TARGET = "444455556666";

  private final Map<String, String> told = new HashMap<>();
  private final PrincipalRewrite rewrite =
      new PrincipalRewrite(
          new PrincipalMapping(
              Map.of(SOURCE, TARGET), Map.of(role(SOURCE, "Old"), role(TARGET, "New"))),
          told::put);

  /** Definitions whose every S is an account that is moved, every O a role that is renamed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          database | {'Name':'d','CatalogId':'S','TargetDatabase':{'CatalogId':'S','DatabaseName':'x','Region':'r'},'CreateTableDefaultPermissions':[{'Principal':{'DataLakePrincipalIdentifier':'O'},'Permissions':['ALL']}]}
          table | {'Name':'t','CatalogId':'S','TargetTable':{'CatalogId':'S','DatabaseName':'x','Name':'y'}}
          table | {'Name':'v','ViewDefinition':{'Definer':'O','SubObjects':['arn:aws:glue:us-east-1:S:table/d/t']}}
          registered_location | {'ResourceArn':'arn:aws:s3:::b','RoleArn':'O','ExpectedResourceOwnerAccount':'S'}
          registered_location | {'ResourceArn':'arn:aws:redshift:us-east-1:S:datashare:x/y','RoleArn':'arn:aws:iam::S:role/aws-service-role/x'}
          lf_tag | {'CatalogId':'S','TagKey':'k','TagValues':['111122223333']}
          lf_tag_expression | {'CatalogId':'S','Name':'e','Expression':[{'TagKey':'k','TagValues':['v']}]}
          lf_tag_assignment | {'LFTagOnDatabase':[{'CatalogId':'S','TagKey':'k','TagValues':['v']}]}
          lf_tag_assignment | {'LFTagsOnTable':[{'CatalogId':'S','TagKey':'k'}],'LFTagsOnColumns':[{'Name':'c','LFTags':[{'CatalogId':'S','TagKey':'k'}]}]}
          data_cells_filter | {'TableCatalogId':'S','DatabaseName':'d','TableName':'t','Name':'f','RowFilter':{'FilterExpression':"x='111122223333'"}}
          rls_policy | {'CatalogId':'S','Name':'p','FilterExpression':'TRUE'}
          data_lake_settings | {'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'O'}],'ReadOnlyAdmins':[{'DataLakePrincipalIdentifier':'arn:aws:iam::S:user/u'}],'TrustedResourceOwners':['S','999988887777'],'ExternalDataFilteringAllowList':[{'DataLakePrincipalIdentifier':'S'}],'Parameters':{'CROSS_ACCOUNT_VERSION':'4'}}
          data_lake_settings | {'CreateDatabaseDefaultPermissions':[{'Principal':{'DataLakePrincipalIdentifier':'IAM_ALLOWED_PRINCIPALS'}}],'CreateTableDefaultPermissions':[{'Principal':{'DataLakePrincipalIdentifier':'O'}}]}
          identity_center_configuration | {'CatalogId':'S','ShareRecipients':[{'DataLakePrincipalIdentifier':'S'}]}
          """)
  void rewritesEveryPlace(String kind, String definition) {
    CatalogObject object =
        new CatalogObject(ObjectKey.global(new Kind(kind), "x"), json(definition, SOURCE, "Old"));
    assertThat(rewrite.rewrite(object))
        .isEqualTo(new CatalogObject(object.key(), json(definition, TARGET, "New")));
  }

  /** Resources of every kind, and one that AWS may yet invent. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Catalog':{'Id':'S'}}",
        "{'Catalog':{'Id':'S:s3tablescatalog/b'}}",
        "{'Database':{'CatalogId':'S','Name':'d'}}",
        "{'Table':{'CatalogId':'S','DatabaseName':'d','TableWildcard':{}}}",
        "{'TableWithColumns':{'CatalogId':'S','DatabaseName':'d','Name':'t','ColumnNames':['CatalogId']}}",
        "{'DataLocation':{'CatalogId':'S','ResourceArn':'arn:aws:s3:::b'}}",
        "{'DataCellsFilter':{'TableCatalogId':'S','DatabaseName':'d','TableName':'t','Name':'f'}}",
        "{'LFTag':{'CatalogId':'S','TagKey':'k','TagValues':['*']}}",
        "{'LFTagPolicy':{'CatalogId':'S','ResourceType':'TABLE','ExpressionName':'e'}}",
        "{'LFTagExpression':{'CatalogId':'S','Name':'e'}}",
        "{'RLSPolicy':{'CatalogId':'S','Name':'p'}}",
        "{'FromTheFuture':{'CatalogId':'S','Name':'p'}}",
      })
  void rewritesGrantsOptInsAndAttachmentsWithTheirKeys(String resource) {
    for (Kind kind : List.of(Kind.GRANT, Kind.OPT_IN)) {
      assertThat(rewrite.rewrite(grant(kind, resource, SOURCE, "Old")))
          .isEqualTo(grant(kind, resource, TARGET, "New"));
    }
    assertThat(rewrite.rewrite(attachment(resource, SOURCE, "Old")))
        .isEqualTo(attachment(resource, TARGET, "New"));
  }

  private static CatalogObject grant(Kind kind, String resource, String account, String role) {
    String spelt = "{'Resource':" + resource + ",'Condition':{'Expression':'S'}}";
    return new CatalogObject(
        new ObjectKey(
            kind,
            "d",
            json("{'x':'O'}", account, role).path("x").asText(),
            List.of(
                json(spelt, account, role).put("Condition", "kept").toString(),
                json(resource, account, role).toString())),
        json(
            "{'Principal':{'DataLakePrincipalIdentifier':'O'},'Resource':" + resource + "}",
            account,
            role));
  }

  private static CatalogObject attachment(String resource, String account, String role) {
    return new CatalogObject(
        new ObjectKey(
            Kind.RLS_POLICY_ATTACHMENT,
            "d",
            "policy",
            List.of(json(resource, account, role).toString(), role(account, role), "")),
        json(
            "{'CatalogId':'S','PolicyName':'policy','Principal':{'DataLakePrincipalIdentifier':'O'},'Resource':"
                + resource
                + "}",
            account,
            role));
  }

  @Test
  void leavesWhatOnlyLooksLikeAnAccountOrARole() {
    CatalogObject table =
        new CatalogObject(
            ObjectKey.table("d", "t"),
            json(
                "{'Name':'t','Owner':'S','Description':'O','Parameters':{'CatalogId':'S','RoleArn':'O'}}",
                SOURCE,
                "Old"));
    assertThat(rewrite.rewrite(table)).isSameAs(table);
    CatalogObject unknown =
        new CatalogObject(
            ObjectKey.global(new Kind("from_the_future"), SOURCE),
            json("{'CatalogId':'S'}", SOURCE, "Old"));
    assertThat(rewrite.rewrite(unknown)).isSameAs(unknown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'Principal':null,'Resource':null}",
        "{'Principal':{},'Resource':{}}",
        "{'Principal':'O','Resource':{'Database':null}}",
        "{'Principal':{'DataLakePrincipalIdentifier':7},'Resource':{'Catalog':[]}}",
      })
  void leavesAbsentEmptyAndOddMembersAsTheyAre(String definition) {
    CatalogObject odd =
        new CatalogObject(ObjectKey.global(Kind.GRANT, "x"), json(definition, SOURCE, "Old"));
    assertThat(rewrite.rewrite(odd)).isSameAs(odd);
  }

  @Test
  void keepsTheOrderOfMembersAndWhatItWasGiven() {
    CatalogObject grant =
        grant(Kind.GRANT, "{'Database':{'CatalogId':'S','Name':'d'}}", SOURCE, "Old");
    String before = grant.definition().toString();
    assertThat(rewrite.rewrite(grant).definition())
        .hasToString(
            before.replace(role(SOURCE, "Old"), role(TARGET, "New")).replace(SOURCE, TARGET));
    assertThat(grant.definition()).hasToString(before);
  }

  @Test
  void tellsWhoStandsForWhomOfThoseWhoAreGivenSomething() {
    rewrite.rewrite(grant(Kind.GRANT, "{'Catalog':{}}", SOURCE, "Old"));
    rewrite.rewrite(
        new CatalogObject(
            ObjectKey.global(Kind.LOCATION, "arn:aws:s3:::b"),
            json("{'RoleArn':'arn:aws:iam::S:role/Storage'}", SOURCE, "")));
    assertThat(told).containsExactly(entry(role(SOURCE, "Old"), role(TARGET, "New")));
  }

  @Test
  void movesTheArnThatNamesALocation() {
    String arn = "arn:aws:redshift:us-east-1:%s:datashare:x/y";
    assertThat(
            rewrite
                .rewrite(
                    new CatalogObject(
                        ObjectKey.global(Kind.LOCATION, arn.formatted(SOURCE)),
                        new ObjectMapper()
                            .createObjectNode()
                            .put("ResourceArn", arn.formatted(SOURCE))))
                .key()
                .name())
        .isEqualTo(arn.formatted(TARGET));
  }

  private static String role(String account, String name) {
    return "arn:aws:iam::" + account + ":role/" + name;
  }

  /** S becomes the account where it stands for one, O a role. */
  private static ObjectNode json(String text, String account, String role) {
    String filled =
        text.replaceAll("(?<=['\":])S(?=['\":])", account)
            .replace("'O'", "'" + role(account, role) + "'");
    try {
      return (ObjectNode)
          new ObjectMapper()
              .enable(com.fasterxml.jackson.core.JsonParser.Feature.ALLOW_SINGLE_QUOTES)
              .readTree(filled);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(filled, e);
    }
  }
}
