package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GranteeRulesTest {
  private static final String ACCOUNT = "111122223333";
  private static final Grantees CLOSED = new GranteeRules(ACCOUNT, false, "gone"::equals);
  private static final Grantees SHARING = new GranteeRules(ACCOUNT, true, "gone"::equals);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "999988887777",
        "999988887777:IAMPrincipals",
        "arn:aws:iam::999988887777:role/x",
        "arn:aws:iam::999988887777:saml-provider/P:group/g",
        "arn:aws:sts::999988887777:federated-user/x",
        "arn:aws:organizations::111122223333:organization/o-a",
        "arn:aws:organizations::111122223333:ou/o-a/ou-b-c",
      })
  void givesOthersNothingUnlessItIsToldToShare(String principal) {
    assertThat(CLOSED.objection(principal).orElseThrow())
        .isEqualTo(
            "it would be shared beyond account 111122223333, and share_cross_account is False");
    assertThat(SHARING.objection(principal)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IAM_ALLOWED_PRINCIPALS",
        "111122223333",
        "111122223333:IAMPrincipals",
        "arn:aws:iam::111122223333:role/999988887777",
        "arn:aws:iam::111122223333:saml-provider/P:user/u",
        "arn:aws:identitystore:::user/u",
        "arn:aws:quicksight:us-east-1:111122223333:namespace/default",
        "of a form that AWS may yet invent",
      })
  void objectsToNobodyOfItsOwnAccount(String principal) {
    assertThat(CLOSED.objection(principal)).isEmpty();
  }

  @Test
  void objectsToWhoIsLeftOutAndToWhoHasTooLongAName() {
    assertThat(SHARING.objection("gone")).contains("principal_mapping leaves its principal out");
    assertThat(SHARING.objection("x".repeat(255))).isEmpty();
    assertThat(SHARING.objection("x".repeat(256)).orElseThrow()).contains("255 characters");
  }
}
