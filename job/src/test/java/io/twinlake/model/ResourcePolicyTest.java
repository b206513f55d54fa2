package io.twinlake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePolicyTest {
  private static ResourcePolicy policy(String... statements) {
    return ResourcePolicy.parse(
        ("{'Statement':[" + String.join(",", statements) + "]}").replace('\'', '"'));
  }

  private static String statement(String sid, String effect, String members) {
    return "{'Sid':'%s','Effect':'%s',%s}".formatted(sid, effect, members);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Action':'glue:GetTable'              | 'Action':['GLUE:gettable']
          'NotAction':['glue:A','glue:B']       | 'NotAction':['glue:b','glue:a','glue:B']
          'Principal':'*'                       | 'Principal':{'AWS':'*'}
          'Principal':{'AWS':'111122223333'}    | 'Principal':{'AWS':['arn:aws:iam::111122223333:root']}
          'NotPrincipal':{'AWS':['1','2']}      | 'NotPrincipal':{'AWS':['2','1']}
          'Resource':['a','b']                  | 'Resource':['b','a']
          'Condition':{'Bool':{'k':true}}       | 'Condition':{'Bool':{'k':['true']}}
          'Sid':'Other','Resource':'a'          | 'Resource':'a'
          """)
  void twoWaysToSayTheSameAreTheSame(String one, String other) {
    String a = "{'Effect':'Deny'," + one + "}";
    String b = "{'Effect':'Deny'," + other + "}";
    assertThat(policy(a).saysTheSame(policy(b))).isTrue();
    assertThat(policy(a).without(policy(b)).isEmpty()).isTrue();
    assertThat(policy(a, b).statements()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Effect':'Allow','Resource':'a'     | 'Effect':'Deny','Resource':'a'
          'Effect':'Deny','Resource':'a'      | 'Effect':'Deny','NotResource':'a'
          'Effect':'Deny','Resource':'a'      | 'Effect':'Deny','Resource':'A'
          'Effect':'Deny','Action':'a'        | 'Effect':'Deny','NotAction':'a'
          'Effect':'Deny','Principal':'*'     | 'Effect':'Deny','NotPrincipal':'*'
          'Effect':'Deny','Principal':{'AWS':'x'} | 'Effect':'Deny','Principal':{'Service':'x'}
          'Effect':'Deny','Resource':'a'      | 'Effect':'Deny','Resource':'a','Condition':{'Bool':{'k':'true'}}
          'Effect':'Deny','Condition':{'Bool':{'k':'true'}} | 'Effect':'Deny','Condition':{'Bool':{'k':'false'}}
          """)
  void whatSaysSomethingElseIsNotTheSame(String one, String other) {
    assertThat(policy("{" + one + "}").saysTheSame(policy("{" + other + "}"))).isFalse();
  }

  @Test
  void oneStatementNeedsNoList() {
    assertThat(
            ResourcePolicy.parse("{\"Statement\":{\"Effect\":\"Deny\",\"Resource\":\"a\"}}")
                .denials()
                .statements())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "{\"Statement\":[1]}", "{\"Statement\":\"x\"}"})
  void whatIsNoPolicyIsRefused(String text) {
    assertThatThrownBy(() -> ResourcePolicy.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(text);
  }

  @Test
  void aSidThatWouldBeThereTwiceGetsANumber() {
    ResourcePolicy both =
        policy(
                statement("A", "Deny", "'Resource':'1'"),
                statement("A2", "Deny", "'Resource':'2'"),
                statement("", "Deny", "'Resource':'3'"))
            .with(
                policy(
                    statement("A", "Deny", "'Resource':'4'"),
                    statement("", "Deny", "'Resource':'5'")));
    ResourcePolicy read = ResourcePolicy.parse(both.text());
    assertThat(read.saysTheSame(both)).isTrue();
    assertThat(read.statements().values())
        .extracting(each -> each.path("Sid").asText())
        .containsExactly("A", "A2", "", "A3", "");
  }

  @Test
  void sharesAreTold() {
    ResourcePolicy policy =
        policy(
            statement("Ram", "Allow", "'Principal':{'Service':'ram.amazonaws.com'}"),
            statement(
                "Tags",
                "Allow",
                "'Condition':{'Bool':{'glue:EvaluatedByLakeFormationTags':'true'}}"),
            statement("Own", "Allow", "'Principal':'*'"));
    assertThat(policy.shares().names()).isEqualTo("Ram, Tags");
  }

  @Test
  void denialsAndAllowancesMakeTheWhole() {
    ResourcePolicy policy =
        policy(statement("D", "Deny", "'Resource':'1'"), statement("A", "Allow", "'Resource':'1'"));
    assertThat(policy.denials().names()).isEqualTo("D");
    assertThat(policy.allowances().names()).isEqualTo("A");
    assertThat(policy.denials().with(policy.allowances()).saysTheSame(policy)).isTrue();
  }

  @Test
  void aStatementWithoutSidIsNamedByWhatItSays() {
    assertThat(policy("{'Effect':'Deny','Resource':'a'}").names())
        .isEqualTo("{\"Effect\":\"Deny\",\"Resource\":[\"a\"]}");
  }
}
