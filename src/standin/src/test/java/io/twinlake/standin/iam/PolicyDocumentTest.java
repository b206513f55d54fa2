package io.twinlake.standin.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Caller;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {
  private static final Caller CALLER =
      new Caller(
          "111122223333",
          "arn:aws:iam::111122223333:role/Loader",
          "arn:aws:sts::111122223333:assumed-role/Loader/s");
  private static final String TABLES = "arn:aws:glue:us-east-1:111122223333:table/sales/*";

  @Test
  void allowsNothingThatNoStatementNames() {
    assertThat(judge("{\"Statement\":[]}", "glue:GetTables")).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(judge(statement("'Allow'", "'glue:GetTable'", ""), "glue:GetTables"))
        .isEqualTo(Verdict.NOT_ALLOWED);
  }

  @Test
  void actionsIgnoreCaseAndTakeWildcards() {
    assertThat(judge(statement("'Allow'", "['s3:*', 'GLUE:get*']", ""), "glue:GetTables"))
        .isEqualTo(Verdict.ALLOWED);
    assertThat(judge(statement("'Allow'", "'glue:Get?ables'", ""), "glue:GetTables"))
        .isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void aDenialOutweighsEveryPermission() {
    String both =
        "["
            + statement("'Allow'", "'*'", "")
            + ","
            + statement("'Deny'", "'glue:GetTables'", "")
            + "]";
    assertThat(judge(both, "glue:GetTables")).isEqualTo(Verdict.DENIED);
    assertThat(judge(both, "glue:GetTable")).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void aResourceWildcardStaysInItsPartOfTheArn() {
    assertThat(judgeResource("arn:aws:glue:us-east-1:111122223333:table/*")).isEqualTo("ALLOWED");
    assertThat(judgeResource("arn:aws:glue:*:111122223333:table/sales/*")).isEqualTo("ALLOWED");
    assertThat(judgeResource("*")).isEqualTo("ALLOWED");
    assertThat(judgeResource("arn:aws:glue:us-east-1:*")).isEqualTo("NOT_ALLOWED");
    assertThat(judgeResource("arn:aws:glue:us-east-1:111122223333:table/sales/a"))
        .isEqualTo("NOT_ALLOWED");
    assertThat(judgeResource("arn:aws:glue:ap-south-1:111122223333:table/*"))
        .isEqualTo("NOT_ALLOWED");
  }

  @Test
  void conditionsMustAllHold() {
    assertThat(judgeCondition("'StringEquals': {'aws:RequestedRegion': ['eu-west-1','us-east-1']}"))
        .isEqualTo("ALLOWED");
    assertThat(judgeCondition("'StringNotEquals': {'aws:RequestedRegion': 'us-east-1'}"))
        .isEqualTo("NOT_ALLOWED");
    assertThat(judgeCondition("'StringLike': {'AWS:requestedregion': 'us-*'}"))
        .isEqualTo("ALLOWED");
    assertThat(judgeCondition("'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/Load*'}"))
        .isEqualTo("ALLOWED");
    assertThat(
            judgeCondition(
                "'StringEquals': {'aws:RequestedRegion': 'us-east-1', 'aws:ResourceAccount': '1'}"))
        .isEqualTo("NOT_ALLOWED");
    assertThat(judgeCondition("'Bool': {'aws:SecureTransport': true}")).isEqualTo("ALLOWED");
  }

  @Test
  void anAbsentKeyFailsUnlessTheOperatorSaysOtherwise() {
    assertThat(judgeCondition("'StringEquals': {'cloudwatch:namespace': 'Glue'}"))
        .isEqualTo("NOT_ALLOWED");
    assertThat(judgeCondition("'StringEqualsIfExists': {'cloudwatch:namespace': 'Glue'}"))
        .isEqualTo("ALLOWED");
    assertThat(judgeCondition("'StringNotLike': {'cloudwatch:namespace': 'Glue'}"))
        .isEqualTo("ALLOWED");
  }

  @Test
  void refusesWhatItCannotJudge() {
    assertThatThrownBy(() -> judgeCondition("'DateLessThan': {'aws:CurrentTime': '2030'}"))
        .hasMessageContaining("DateLessThan");
    assertThatThrownBy(() -> PolicyDocument.parse("{\"Statement\":{\"Efect\":\"Allow\"}}"))
        .hasMessageContaining("Efect");
    assertThatThrownBy(() -> PolicyDocument.parse("{")).hasMessageContaining("not JSON");
    assertThatThrownBy(
            () ->
                PolicyDocument.parse(
                    statement("'Allow'", "'*'", "").replace("\"*\"", "{\"Ref\":\"x\"}")))
        .hasMessageContaining("Ref");
  }

  private static Verdict judge(String policy, String action) {
    Call call = new Call(CALLER, "glue", "us-east-1", "GetTables");
    return PolicyDocument.parse(policy).judge(Access.of(call, action, TABLES));
  }

  private static String judgeResource(String pattern) {
    String policy =
        statement("'Allow'", "'*'", "")
            .replace("\"Resource\":\"*\"", "\"Resource\":\"" + pattern + "\"");
    return judge(policy, "glue:GetTables").name();
  }

  private static String judgeCondition(String block) {
    return judge(statement("'Allow'", "'*'", ",'Condition':{" + block + "}"), "glue:GetTables")
        .name();
  }

  private static String statement(String effect, String actions, String more) {
    return ("{'Statement':{'Effect':"
            + effect
            + ",'Action':"
            + actions
            + ",'Resource':'*'"
            + more
            + "}}")
        .replace('\'', '"');
  }
}
