package io.twinlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalMappingTest {
  private static final String OLD_ID = "9067f0b3e2-0c5e4d2f-8a77-4d1b-9d2a-0f1e2d3c4b5a";
  private static final String NEW_ID = "90670000aa-11111111-2222-4333-8444-555555555555";

  private static final PrincipalMapping MAPPING =
      new PrincipalMapping(
          Map.of("111122223333", "444455556666"),
          entries(
              "arn:aws:iam::111122223333:role/Old",
              "arn:aws:iam::444455556666:role/New",
              "arn:aws:iam::111122223333:role/team/*",
              "arn:aws:iam::444455556666:role/other/*",
              "arn:aws:iam::111122223333:role/team/x-*",
              "arn:aws:iam::444455556666:role/x/*",
              "arn:aws:iam::111122223333:role/*/to/*",
              "arn:aws:iam::444455556666:role/*-*",
              "arn:aws:iam::111122223333:role/Gone",
              "",
              "arn:aws:iam::111122223333:role/gone/*",
              "",
              "111122223333:IAMPrincipals",
              "777788889999:IAMPrincipals",
              OLD_ID,
              NEW_ID,
              "arn:aws:identitystore:::group/a",
              "arn:aws:identitystore:::group/b",
              "arn:aws:organizations::111122223333:organization/o-a",
              "arn:aws:organizations::444455556666:organization/o-b"));

  /** Every form of aws-facts 22, mapped by its account alone. */
  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:role/Analyst, arn:aws:iam::444455556666:role/Analyst",
    "arn:aws:iam::111122223333:role/a/b/Analyst, arn:aws:iam::444455556666:role/a/b/Analyst",
    "arn:aws:iam::111122223333:user/eve, arn:aws:iam::444455556666:user/eve",
    "arn:aws-us-gov:iam::111122223333:user/eve, arn:aws-us-gov:iam::444455556666:user/eve",
    "arn:aws:sts::111122223333:federated-user/eve, arn:aws:sts::444455556666:federated-user/eve",
    "arn:aws:iam::111122223333:saml-provider/P:user/e@x, arn:aws:iam::444455556666:saml-provider/P:user/e@x",
    "arn:aws:iam::111122223333:saml-provider/P:group/g, arn:aws:iam::444455556666:saml-provider/P:group/g",
    "arn:aws:quicksight:us-east-1:111122223333:user/default/e, arn:aws:quicksight:us-east-1:444455556666:user/default/e",
    "arn:aws:quicksight:us-east-1:111122223333:group/default/g, arn:aws:quicksight:us-east-1:444455556666:group/default/g",
    "111122223333, 444455556666",
    "999988887777, 999988887777",
    "999988887777:IAMPrincipals, 999988887777:IAMPrincipals",
    "arn:aws:iam::999988887777:role/Old, arn:aws:iam::999988887777:role/Old",
    "IAM_ALLOWED_PRINCIPALS, IAM_ALLOWED_PRINCIPALS",
    "arn:aws:organizations::111122223333:ou/o-a/ou-b-c, arn:aws:organizations::111122223333:ou/o-a/ou-b-c",
    "arn:aws:identitystore:::user/111122223333, arn:aws:identitystore:::user/111122223333",
    "'', ''",
    "111122223333x, 111122223333x",
  })
  void followsTheAccountOfWhoeverNoEntryNames(String source, String target) {
    assertThat(MAPPING.principal(source)).isEqualTo(target);
    assertThat(MAPPING.leavesOut(source)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "role/Old, role/New",
    "role/team/a, role/other/a",
    "role/team/, role/other/",
    "role/team/a/b, role/other/a/b",
    "role/team/x-a, role/x/a",
    "role/team/to/b, role/other/to/b",
    "role/a/to/b, role/a-b",
    "role/older, role/older",
    "role/Team/a, role/Team/a",
  })
  void prefersThePrincipalItselfThenTheClosestPatternThenTheAccount(String source, String target) {
    assertThat(MAPPING.principal("arn:aws:iam::111122223333:" + source))
        .isEqualTo("arn:aws:iam::444455556666:" + target);
  }

  @Test
  void takesAnEntrysWordForAnAccountToo() {
    assertThat(MAPPING.principal("111122223333:IAMPrincipals"))
        .isEqualTo("777788889999:IAMPrincipals");
    assertThat(MAPPING.principal("arn:aws:organizations::111122223333:organization/o-a"))
        .isEqualTo("arn:aws:organizations::444455556666:organization/o-b");
  }

  @Test
  void knowsAnIdentityCenterIdWithinItsArnAndKeepsWhatItIs() {
    for (String kind : new String[] {"user", "group"}) {
      String arn = "arn:aws:identitystore:::" + kind + "/";
      assertThat(MAPPING.principal(arn + OLD_ID)).isEqualTo(arn + NEW_ID);
    }
    assertThat(MAPPING.principal(OLD_ID)).isEqualTo(NEW_ID);
    assertThat(MAPPING.principal("arn:aws:identitystore:::group/a"))
        .isEqualTo("arn:aws:identitystore:::group/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"role/Gone", "role/gone/a"})
  void leavesOutWhoIsMappedToNobodyAndKeepsTheName(String suffix) {
    String arn = "arn:aws:iam::111122223333:" + suffix;
    assertThat(MAPPING.leavesOut(arn)).isTrue();
    assertThat(MAPPING.principal(arn)).isEqualTo(arn);
  }

  @Test
  void neverMapsEverybodyWhateverAnEntrySays() {
    PrincipalMapping odd =
        new PrincipalMapping(Map.of(), entries("IAM_ALLOWED_PRINCIPALS", "", "*", ""));
    assertThat(odd.principal("IAM_ALLOWED_PRINCIPALS")).isEqualTo("IAM_ALLOWED_PRINCIPALS");
    assertThat(odd.leavesOut("IAM_ALLOWED_PRINCIPALS")).isFalse();
    assertThat(odd.leavesOut("anybody")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111122223333:role/Old",
        "arn:aws:iam::111122223333:role/team/a",
        "arn:aws:iam::111122223333:role/Gone",
        "arn:aws:iam::111122223333:user/eve",
        "111122223333",
        "111122223333:IAMPrincipals",
        "arn:aws:identitystore:::user/" + OLD_ID,
        "arn:aws:organizations::111122223333:organization/o-a"
      })
  void changesNothingMoreASecondTime(String source) {
    String once = MAPPING.principal(source);
    assertThat(MAPPING.principal(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({
    "111122223333, 444455556666",
    "111122223333:s3tablescatalog/lake, 444455556666:s3tablescatalog/lake",
    "arn:aws:glue:us-east-1:111122223333:table/d/t, arn:aws:glue:us-east-1:444455556666:table/d/t",
    "arn:aws:s3:::111122223333, arn:aws:s3:::111122223333",
    "s3tablescatalog/111122223333, s3tablescatalog/111122223333",
  })
  void movesCatalogsAndArnsToTheirAccount(String source, String target) {
    assertThat(MAPPING.arn(source)).isEqualTo(target);
  }

  private static Map<String, String> entries(String... pairs) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      entries.put(pairs[i], pairs[i + 1]);
    }
    return entries;
  }
}
