package io.twinlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {
  private static final String HERE = "111122223333";

  /** Every form of aws-facts 22: its account, whether it stands for many, whether it is outside. */
  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:role/Analyst, 111122223333, false, false",
    "arn:aws:iam::111122223333:role/team/a/Analyst, 111122223333, false, false",
    "arn:aws-cn:iam::111122223333:user/eve, 111122223333, false, false",
    "arn:aws:iam::999988887777:role/Analyst, 999988887777, false, true",
    "arn:aws:sts::111122223333:federated-user/eve, 111122223333, false, false",
    "arn:aws:iam::111122223333:saml-provider/Okta:user/eve@example.com, 111122223333, false, false",
    "arn:aws:iam::111122223333:saml-provider/Okta:group/all staff, 111122223333, true, false",
    "arn:aws:quicksight:us-east-1:111122223333:user/default/eve, 111122223333, false, false",
    "arn:aws:quicksight:us-east-1:111122223333:group/default/all, 111122223333, true, false",
    "arn:aws:quicksight:us-east-1:111122223333:namespace/default, 111122223333, true, false",
    "111122223333, 111122223333, true, false",
    "999988887777, 999988887777, true, true",
    "111122223333:IAMPrincipals, 111122223333, true, false",
    "999988887777:IAMPrincipals, 999988887777, true, true",
    "arn:aws:organizations::111122223333:organization/o-abc123, , true, true",
    "arn:aws:organizations::111122223333:ou/o-abc123/ou-ab12-cd34, , true, true",
    "arn:aws:identitystore:::user/9067f0b3e2-0c5e4d2f-8a77-4d1b-9d2a-0f1e2d3c4b5a, , false, false",
    "arn:aws:identitystore:::group/0c5e4d2f-8a77-4d1b-9d2a-0f1e2d3c4b5a, , true, false",
  })
  void knowsEveryForm(String id, String account, boolean many, boolean outside) {
    Principal principal = new Principal(id);
    assertThat(principal.isWellFormed()).isTrue();
    assertThat(principal.account().orElse(null)).isEqualTo(account);
    assertThat(principal.standsForMany()).isEqualTo(many);
    assertThat(principal.isOutside(HERE)).isEqualTo(outside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Analyst",
        "IAM_ALLOWED_PRINCIPALS",
        "11112222333",
        "1111222233334",
        "111122223333:Principals",
        "arn:aws:iam::111122223333:role/",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:group/all",
        "arn:aws:iam:us-east-1:111122223333:role/x",
        "arn:aws:iam::1111:role/x",
        "arn:aws:iam:111122223333:role/x",
        "arn:aws:iam::111122223333:role/with blank",
        "arn:aws:s3:::bucket",
        "arn:aws:organizations::111122223333:account/o-abc/111122223333",
        "arn:aws:sts::111122223333:assumed-role/x/session",
      })
  void knowsWhatIsNone(String id) {
    assertThat(new Principal(id).isWellFormed()).isFalse();
  }

  @Test
  void hasAtMost255Characters() {
    String begin = "arn:aws:iam::111122223333:role/";
    assertThat(new Principal(begin + "x".repeat(255 - begin.length())).isWellFormed()).isTrue();
    assertThat(new Principal(begin + "x".repeat(256 - begin.length())).isWellFormed()).isFalse();
  }

  @Test
  void movesToAnotherAccountWhateverIsBehindIt() {
    assertThat(Principal.inAccount("111122223333:s3tablescatalog/lake", a -> "444455556666"))
        .isEqualTo("444455556666:s3tablescatalog/lake");
    assertThat(
            Principal.inAccount("arn:aws:iam::111122223333:role/111122223333", a -> "444455556666"))
        .isEqualTo("arn:aws:iam::444455556666:role/111122223333");
    assertThat(Principal.inAccount("arn:aws:s3:::111122223333", a -> "444455556666"))
        .isEqualTo("arn:aws:s3:::111122223333");
  }
}
