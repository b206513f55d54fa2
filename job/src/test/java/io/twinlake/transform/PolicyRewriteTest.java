package io.twinlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.ResourcePolicy;
import io.twinlake.transform.PolicyRewrite.Rewritten;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In the texts, S is the source's account and T the account that stands for it; the policy is of
 * us-east-1 and goes to ap-south-1.
 */
class PolicyRewriteTest {
  private static final String SOURCE = "111122223333";
  private static final String TARGET = "444455556666";
  private static final String CATALOG = "'Resource':'arn:aws:glue:us-east-1:S:*'";
  private static final String THERE = "'Resource':'arn:aws:glue:ap-south-1:T:*'";

  /** Another account and other roles, one of them left out and many by a pattern. */
  private static final PolicyRewrite MOVED =
      rewrite(
          new PrincipalMapping(
              Map.of(SOURCE, TARGET),
              Map.of(
                  role("S", "Old"), role("T", "New"),
                  role("S", "Gone"), "",
                  role("S", "dev-*"), role("T", "prod-*"))));

  private static final PolicyRewrite STAYING = rewrite(PrincipalMapping.IDENTITY);

  private static PolicyRewrite rewrite(PrincipalMapping principals) {
    return new PolicyRewrite(principals, SOURCE, "us-east-1", "ap-south-1");
  }

  private static String role(String account, String name) {
    return text("arn:aws:iam::" + account + ":role/" + name);
  }

  private static String text(String text) {
    return text.replace('\'', '"')
        .replaceAll("(?<![A-Za-z])S(?![A-Za-z])", SOURCE)
        .replaceAll("(?<![A-Za-z])T(?![A-Za-z])", TARGET);
  }

  private static ResourcePolicy policy(String... members) {
    StringBuilder statements = new StringBuilder();
    for (String each : members) {
      statements.append(statements.isEmpty() ? "" : ",").append("{").append(each).append("}");
    }
    return ResourcePolicy.parse(text("{'Statement':[" + statements + "]}"));
  }

  private static String deny(String members) {
    return "'Sid':'X','Effect':'Deny','Action':'glue:*'," + members;
  }

  private static String allow(String members) {
    return "'Sid':'X','Effect':'Allow','Action':'glue:*'," + members;
  }

  private static void assertBecomes(PolicyRewrite law, String from, String to) {
    Rewritten rewritten = law.rewrite(policy(from));
    assertThat(rewritten.leftOut()).isEmpty();
    assertThat(rewritten.unmapped()).isEmpty();
    assertThat(rewritten.policy().statements().values())
        .containsExactlyElementsOf(policy(to).statements().values());
  }

  private static String why(Map<ObjectNode, String> statements) {
    assertThat(statements).hasSize(1);
    return statements.values().iterator().next();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          arn:aws:glue:us-east-1:S:catalog           | arn:aws:glue:ap-south-1:T:catalog
          arn:aws:glue:us-east-1:S:table/us-east-1/S | arn:aws:glue:ap-south-1:T:table/us-east-1/S
          arn:aws:glue:*:S:*                         | arn:aws:glue:*:T:*
          arn:aws:glue:us-*:S:*                      | arn:aws:glue:ap-south-1:T:*
          arn:aws:glue:us-east-?:S:*                 | arn:aws:glue:ap-south-1:T:*
          arn:aws:glue:*-1:S:database/d              | arn:aws:glue:*-1:T:database/d
          arn:aws:glue:us-east-1:*:table/d/*         | arn:aws:glue:ap-south-1:*:table/d/*
          arn:aws:glue:us-east-1:1111*:catalog       | arn:aws:glue:ap-south-1:T:catalog
          arn:aws:glue:us-east-1*                    | arn:aws:glue:ap-south-1:*:*
          arn:aws:glue:us-east-1:S*                  | arn:aws:glue:ap-south-1:T:*
          arn:aws:glue:*                             | arn:aws:glue:*
          *                                          | *
          arn:aws:glue:eu-west-1:S:*                 | arn:aws:glue:eu-west-1:S:*
          arn:aws:glue:ap-south-1:T:*                | arn:aws:glue:us-east-1:S:*
          """)
  void aResourceIsTheSameOfTheTargetsCatalog(String from, String to) {
    assertBecomes(
        MOVED,
        deny("'Principal':'*','Resource':'" + from + "'"),
        deny("'Principal':'*','Resource':'" + to + "'"));
    assertBecomes(
        MOVED,
        deny("'Principal':'*','NotResource':['" + from + "','arn:aws:glue:*:*:catalog']"),
        deny("'Principal':'*','NotResource':['" + to + "','arn:aws:glue:*:*:catalog']"));
  }

  @ParameterizedTest
  @CsvSource({"arn:aws:glue:*:table/d/t", "catalog", "arn:aws:glue:${aws:RequestedRegion}:S:*"})
  void aResourceWhoseFieldsCannotBeToldHasNoCounterpart(String resource) {
    String members = "'Principal':'*','Resource':'" + resource + "'";
    assertThat(why(MOVED.rewrite(policy(deny(members))).unmapped()))
        .isEqualTo("it is not clear whose resource " + text(resource) + " is");
    assertThat(MOVED.rewrite(policy(allow(members))).leftOut()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          '*'                                           | '*'
          {'AWS':'*'}                                   | {'AWS':'*'}
          {'AWS':'S'}                                   | {'AWS':'T'}
          {'AWS':'999988887777'}                        | {'AWS':'999988887777'}
          {'AWS':['S','arn:aws:iam::S:root']}           | {'AWS':['T','arn:aws:iam::T:root']}
          {'AWS':'arn:aws:iam::S:role/Old'}             | {'AWS':'arn:aws:iam::T:role/New'}
          {'AWS':['arn:aws:iam::S:role/dev-a']}         | {'AWS':['arn:aws:iam::T:role/prod-a']}
          {'AWS':'arn:aws:iam::S:user/us-east-1'}       | {'AWS':'arn:aws:iam::T:user/us-east-1'}
          {'AWS':'arn:aws:sts::S:assumed-role/Old/me'}  | {'AWS':'arn:aws:sts::T:assumed-role/New/me'}
          {'AWS':'arn:aws:sts::S:assumed-role/X/me'}    | {'AWS':'arn:aws:sts::T:assumed-role/X/me'}
          {'Service':'ram.amazonaws.com'}               | {'Service':'ram.amazonaws.com'}
          {'Federated':'arn:aws:iam::S:saml-provider/P'}| {'Federated':'arn:aws:iam::T:saml-provider/P'}
          {'Federated':'cognito-identity.amazonaws.com'}| {'Federated':'cognito-identity.amazonaws.com'}
          {'AWS':'S','Service':['a.amazonaws.com']}     | {'AWS':'T','Service':['a.amazonaws.com']}
          """)
  void aPrincipalIsWhoeverStandsForIt(String from, String to) {
    assertBecomes(
        MOVED,
        allow("'Principal':" + from + "," + CATALOG),
        allow("'Principal':" + to + "," + THERE));
    assertBecomes(
        MOVED,
        deny("'NotPrincipal':" + from + "," + CATALOG),
        deny("'NotPrincipal':" + to + "," + THERE));
  }

  @Test
  void nothingIsAllowedToWhoIsLeftOutWhoeverIsDeniedSomethingIsStill() {
    String gone = "arn:aws:iam::S:role/Gone";
    String session = "arn:aws:sts::S:assumed-role/Gone/me";
    assertBecomes(
        MOVED,
        allow("'Principal':{'AWS':['" + gone + "','S','" + session + "']}," + CATALOG),
        allow("'Principal':{'AWS':['T']}," + THERE));
    assertBecomes(
        MOVED,
        allow("'Principal':{'AWS':'" + gone + "','Service':'ram.amazonaws.com'}," + CATALOG),
        allow("'Principal':{'Service':'ram.amazonaws.com'}," + THERE));
    assertThat(
            why(
                MOVED
                    .rewrite(policy(allow("'Principal':{'AWS':'" + gone + "'}," + CATALOG)))
                    .leftOut()))
        .isEqualTo("principal_mapping leaves out whom it allows something");
    assertBecomes(
        MOVED,
        deny("'Principal':{'AWS':'" + gone + "'}," + CATALOG),
        deny("'Principal':{'AWS':'" + gone + "'}," + THERE));
  }

  /** One by a pattern is of another name, one of the same. */
  private static final PolicyRewrite PATHS =
      rewrite(
          new PrincipalMapping(
              Map.of(SOURCE, TARGET),
              Map.of(
                  role("S", "team/Analyst"), role("T", "dr/Reader"),
                  role("S", "team/Gone"), "",
                  role("S", "ops/*"), role("T", "dr/ops/*"),
                  role("S", "lab/*"), role("T", "dr-*"))));

  private static String session(String account, String name) {
    return "{'AWS':'arn:aws:sts::" + account + ":assumed-role/" + name + "/me'}";
  }

  @Test
  void aSessionFollowsItsRoleWhateverTheRolesPath() {
    PolicyRewrite plain =
        rewrite(
            new PrincipalMapping(
                Map.of(SOURCE, TARGET),
                Map.of(
                    role("S", "team/Analyst"), role("T", "dr/Reader"),
                    role("S", "team/Gone"), "",
                    role("S", "ops/*"), role("T", "dr/ops/*"))));
    assertBecomes(
        plain,
        deny("'Principal':" + session("S", "Analyst") + "," + CATALOG),
        deny("'Principal':" + session("T", "Reader") + "," + THERE));
    assertBecomes(
        plain,
        deny("'Principal':" + session("S", "Other") + "," + CATALOG),
        deny("'Principal':" + session("T", "Other") + "," + THERE));
    assertThat(
            why(
                plain
                    .rewrite(policy(allow("'Principal':" + session("S", "Gone") + "," + CATALOG)))
                    .leftOut()))
        .isEqualTo("principal_mapping leaves out whom it allows something");
  }

  @Test
  void aSessionThatMayBeOfTwoRolesHasNoCounterpart() {
    String members = "'Principal':" + session("S", "Other") + "," + CATALOG;
    assertThat(why(PATHS.rewrite(policy(deny(members))).unmapped()))
        .contains(
            "may have a path or none", "assumed-role/Other/me or", "assumed-role/dr-Other/me");
    assertThat(PATHS.rewrite(policy(allow(members))).leftOut()).hasSize(1);
    assertBecomes(
        PATHS,
        deny("'Principal':" + session("S", "Analyst") + "," + CATALOG),
        deny("'Principal':" + session("T", "Reader") + "," + THERE));
  }

  @Test
  void whatAllowsAllButSomeIsLeftOutAndWhatDeniesThemStays() {
    String principals = "'NotPrincipal':{'AWS':'S'}," + CATALOG;
    String resources = "'Principal':'*','NotResource':'arn:aws:glue:us-east-1:S:catalog'";
    for (String each : new String[] {principals, resources}) {
      Rewritten rewritten = STAYING.rewrite(policy(allow(each), deny(each)));
      assertThat(why(rewritten.leftOut())).startsWith("it allows by Not");
      assertThat(rewritten.unmapped()).isEmpty();
      assertThat(rewritten.policy().denials().statements()).hasSize(1);
      assertThat(rewritten.policy().allowances().isEmpty()).isTrue();
    }
  }

  @Test
  void otherActionsThanSomeAreTheSameOnes() {
    String text = "'Effect':'%s','NotAction':['glue:Get*'],'Principal':'*',%s";
    assertBecomes(
        STAYING,
        text.formatted("Deny", "'Resource':'*'"),
        text.formatted("Deny", "'Resource':'*'"));
    assertBecomes(MOVED, text.formatted("Allow", CATALOG), text.formatted("Allow", THERE));
  }

  /** An operator with one key and its values. */
  private static String when(String condition) {
    return "'Principal':'*','Resource':'*','Condition':{" + condition + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'StringEquals':{'aws:RequestedRegion':'us-east-1'}                   | 'StringEquals':{'aws:RequestedRegion':'ap-south-1'}
          'StringNotEquals':{'aws:requestedregion':['us-east-1','eu-west-1']}  | 'StringNotEquals':{'aws:requestedregion':['ap-south-1','eu-west-1']}
          'StringEquals':{'aws:RequestedRegion':['us-east-1','ap-south-1']}    | 'StringEquals':{'aws:RequestedRegion':['ap-south-1','us-east-1']}
          'StringEquals':{'aws:RequestedRegion':'ap-south-1'}                  | 'StringEquals':{'aws:RequestedRegion':'us-east-1'}
          'StringEqualsIgnoreCase':{'aws:RequestedRegion':'US-East-1'}         | 'StringEqualsIgnoreCase':{'aws:RequestedRegion':'ap-south-1'}
          'StringEquals':{'aws:RequestedRegion':'US-East-1'}                   | 'StringEquals':{'aws:RequestedRegion':'US-East-1'}
          'StringLike':{'aws:RequestedRegion':'us-*'}                          | 'StringLike':{'aws:RequestedRegion':'ap-south-1'}
          'StringLike':{'aws:RequestedRegion':'*-1'}                           | 'StringLike':{'aws:RequestedRegion':'*-1'}
          'StringNotLike':{'aws:RequestedRegion':['eu-*','us-*']}              | 'StringNotLike':{'aws:RequestedRegion':['eu-*','ap-south-1']}
          'StringNotLike':{'aws:RequestedRegion':'ap-*'}                       | 'StringNotLike':{'aws:RequestedRegion':'us-east-1'}
          'StringEquals':{'aws:RequestedRegion':'us-*'}                        | 'StringEquals':{'aws:RequestedRegion':'us-*'}
          'ForAnyValue:StringEqualsIfExists':{'aws:RequestedRegion':'us-east-1'} | 'ForAnyValue:StringEqualsIfExists':{'aws:RequestedRegion':'ap-south-1'}
          'StringEquals':{'aws:PrincipalAccount':'S'}                          | 'StringEquals':{'aws:PrincipalAccount':'T'}
          'StringNotEquals':{'aws:SourceAccount':['S','999988887777']}         | 'StringNotEquals':{'aws:SourceAccount':['T','999988887777']}
          'StringLike':{'aws:PrincipalAccount':'1111*'}                        | 'StringLike':{'aws:PrincipalAccount':['1111*','T']}
          'StringLike':{'aws:PrincipalAccount':'*'}                            | 'StringLike':{'aws:PrincipalAccount':'*'}
          'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::S:role/Old'}           | 'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::T:role/New'}
          'StringEquals':{'aws:PrincipalArn':['arn:aws:iam::S:role/dev-x']}    | 'StringEquals':{'aws:PrincipalArn':['arn:aws:iam::T:role/prod-x']}
          'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::S:role/*'}            | 'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::T:role/*'}
          'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/*'}               | 'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/*'}
          'ArnLike':{'aws:PrincipalArn':'*'}                                   | 'ArnLike':{'aws:PrincipalArn':'*'}
          'ArnEquals':{'aws:SourceArn':'arn:aws:glue:us-east-1:S:job/j'}       | 'ArnEquals':{'aws:SourceArn':'arn:aws:glue:ap-south-1:T:job/j'}
          'ArnLike':{'aws:SourceArn':'arn:aws:glue:us-east-1:S:job/*'}         | 'ArnLike':{'aws:SourceArn':'arn:aws:glue:ap-south-1:T:job/*'}
          'ArnLike':{'aws:SourceArn':'arn:aws:glue:*:S:job/*'}                 | 'ArnLike':{'aws:SourceArn':'arn:aws:glue:*:T:job/*'}
          'StringEquals':{'aws:ResourceTag/region':'us-east-1'}                | 'StringEquals':{'aws:ResourceTag/region':'us-east-1'}
          'Bool':{'aws:SecureTransport':'false'}                               | 'Bool':{'aws:SecureTransport':'false'}
          'Bool':{'glue:EvaluatedByLakeFormationTags':true}                    | 'Bool':{'glue:EvaluatedByLakeFormationTags':true}
          'Null':{'aws:SourceVpce':'true'}                                     | 'Null':{'aws:SourceVpce':'true'}
          'StringEquals':{'aws:PrincipalOrgID':['o-1','o-2']}                  | 'StringEquals':{'aws:PrincipalOrgID':['o-1','o-2']}
          """)
  void aConditionHoldsWhereItHeld(String from, String to) {
    assertBecomes(MOVED, deny(when(from)), deny(when(to)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'StringEquals':{'aws:RequestedRegion':'${aws:PrincipalTag/region}'}          | is not known
          'StringNotEquals':{'aws:SourceVpce':'vpce-1'}                                | its aws:SourceVpce is of one region alone
          'StringEquals':{'aws:SourceVpc':['vpc-1']}                                   | of one region
          'StringLike':{'aws:PrincipalAccount':'4444*'}                                | which stands for 111122223333
          'StringEquals':{'aws:PrincipalAccount':'T'}                                  | which stands for 111122223333
          'StringEquals':{'aws:userid':'S'}                                            | its aws:userid tells a principal otherwise
          'StringLike':{'aws:username':'bob*'}                                         | its aws:username tells a principal otherwise
          'StringEquals':{'aws:Ec2InstanceSourceVpc':'vpc-1'}                          | of one region
          'StringLike':{'custom:place':['x','prod/us-east-1/*']}                       | prod/us-east-1/*, names the source
          'NumericEquals':{'custom:account':111122223333}                              | names the source
          'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::1111*:role/X'}                   | not be the same
          'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::S:role/Ol*'}                     | not be the same
          'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::S:role/dev-a*'}                  | not be the same
          'ArnLike':{'aws:SourceArn':'arn:aws:glue:us-*:S:job/*'}                      | not be the same
          'ArnLike':{'aws:PrincipalArn':'arn:aws:iam:*:role/X'}                        | not be the same
          """)
  void aConditionWithoutCounterpartEndsADenialAndLeavesOutWhatAllows(String condition, String why) {
    assertThat(why(MOVED.rewrite(policy(deny(when(condition)))).unmapped())).contains(why);
    Rewritten allowed = MOVED.rewrite(policy(allow(when(condition))));
    assertThat(why(allowed.leftOut())).contains(why);
    assertThat(allowed.policy().isEmpty()).isTrue();
  }

  @Test
  void aConditionMayNotAllowWhoIsLeftOut() {
    String gone = "'arn:aws:iam::S:role/Gone'";
    String one = "'ArnEquals':{'aws:PrincipalArn':[" + gone + "]}";
    String two = "'ArnEquals':{'aws:PrincipalArn':[" + gone + ",'arn:aws:iam::S:role/Old']}";
    String all = "'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::S:role/*'}";
    assertThat(why(MOVED.rewrite(policy(allow(when(one)))).leftOut())).contains("leaves out");
    assertBecomes(
        MOVED,
        allow(when(two)),
        allow(when("'ArnEquals':{'aws:PrincipalArn':['arn:aws:iam::T:role/New']}")));
    assertThat(why(MOVED.rewrite(policy(allow(when(all)))).leftOut())).contains("not be the same");
    assertBecomes(MOVED, deny(when(one)), deny(when(one)));
  }

  @Test
  void inTheSameAccountOnlyRegionsChange() {
    assertBecomes(
        STAYING,
        deny(
            "'Principal':{'AWS':'S'},"
                + CATALOG
                + ",'Condition':{'StringLike':{'aws:PrincipalAccount':'1*','aws:userid':'S'}}"),
        deny(
            "'Principal':{'AWS':'S'},"
                + THERE.replace('T', 'S')
                + ",'Condition':{'StringLike':{'aws:PrincipalAccount':'1*','aws:userid':'S'}}"));
  }

  @Test
  void statementsAreJudgedOneByOne() {
    Rewritten rewritten =
        STAYING.rewrite(
            policy(
                allow(when("'StringEquals':{'aws:SourceVpce':'vpce-1'}")).replace("'X'", "'Net'"),
                deny(when("'StringEquals':{'aws:RequestedRegion':'us-east-1'}")),
                deny(when("'StringEquals':{'aws:SourceVpc':'vpc-1'}")).replace("'X'", "'Vpc'")));
    assertThat(rewritten.leftOut().keySet())
        .extracting(ResourcePolicy::name)
        .containsExactly("Net");
    assertThat(rewritten.unmapped().keySet())
        .extracting(ResourcePolicy::name)
        .containsExactly("Vpc");
    assertThat(rewritten.policy().names()).isEqualTo("X");
  }
}
