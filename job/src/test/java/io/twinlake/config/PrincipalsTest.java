package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.twinlake.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalsTest {
  private static final String ROLE = "arn:aws:iam::111122223333:role/";
  private static final String THERE = "arn:aws:iam::444455556666:role/";

  @Test
  void renamesNobodyByDefaultSharesNothingAndAsksIam() {
    assertThat(read().principals()).isEqualTo(Principals.UNCHANGED);
  }

  @Test
  void readsAllOfTheSection() {
    Principals principals =
        read(
                "account_mapping = {'111122223333': '444455556666'}",
                "principal_mapping = {'%sOld': '%sNew', '%steam/*': '%sdr/*', '%sGone': ''}"
                    .formatted(ROLE, THERE, ROLE, THERE, ROLE),
                "share_cross_account = True",
                "check_principals = no")
            .principals();
    assertThat(principals.accounts()).containsExactly(entry("111122223333", "444455556666"));
    assertThat(principals.entries())
        .containsExactly(
            entry(ROLE + "Old", THERE + "New"),
            entry(ROLE + "team/*", THERE + "dr/*"),
            entry(ROLE + "Gone", ""));
    assertThat(principals.shareCrossAccount()).isTrue();
    assertThat(principals.check()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [] | is not a dict
          {'111122223333': 444455556666} | not a text in quotes
          {'11112222333': '444455556666'} | '11112222333', which is no account id
          {'111122223333': ''} | has '(nothing)', which is no account id
          {'111122223333': '444455556666', '111122223333': '777788889999'} | '111122223333' twice
          {'111122223333': '444455556666', '444455556666': '777788889999'} | on to another account
          {'111122223333': '444455556666', '777788889999': '444455556666'} | maps two accounts
          """)
  void refusesAccountsThat(String value, String complaint) {
    assertThat(problems("account_mapping = " + value))
        .singleElement()
        .asString()
        .startsWith("test.conf:9: [Principals] account_mapping = ")
        .contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ['R/Old'] | is not a dict
          {'R/Old': None} | not a text in quotes
          {'Old': 'R/New'} | 'Old', which is no principal
          {'R/Old': 'arn:aws:iam:111122223333:role/New'} | which is no principal
          {'R/Old': 'arn:aws:iam::1111:role/New'} | which is no principal
          {'R/Old': 'R/'} | which is no principal
          {'*': 'arn:*'} | '*', which is no principal
          {'IAM_ALLOWED_PRINCIPALS': 'R/New'} | 'IAM_ALLOWED_PRINCIPALS', the group
          {'R/Old': 'IAM_ALLOWED_PRINCIPALS'} | 'IAM_ALLOWED_PRINCIPALS', the group
          {'R/Old': 'R/New', 'R/Old': 'R/Other'} | twice
          {'R/team/*': 'R/All'} | has more * than the other
          {'R/Old': 'R/new/*'} | has more * than the other
          {'R/*/a/*': 'R/x/*'} | has more * than the other
          {'R/Old': '444455556666'} | stands for more than one
          {'R/Old': '444455556666:IAMPrincipals'} | stands for more than one
          {'R/Old': 'arn:aws:identitystore:::group/g'} | stands for more than one
          {'R/Old': '0c5e4d2f-8a77-4d1b-9d2a-0f1e2d3c4b5a'} | write the target's ARN
          {'R/A': 'R/C', 'R/B': 'R/C'} | would have the permissions of both
          {'R/A': 'R/B', 'R/B': 'R/B'} | would have the permissions of both
          {'R/A': 'R/B', 'R/B': 'R/C'} | which 'R/B' maps on
          {'R/A': 'R/B', 'R/B': ''} | which 'R/B' maps on
          {'R/A': 'R/B', 'R/B': 'R/A'} | maps on
          {'R/A': 'R/t/x', 'R/t/*': 'R/u/*'} | which 'R/t/*' maps on
          {'R/*': 'R/dr/*'} | which 'R/*' maps on
          {'R/t/*': 'R/u/*', 'R/u/x': 'R/y'} | which 'R/u/x' maps on
          {'R/*a': 'R/x*', 'R/b*': 'R/y*'} | equally closely
          """)
  void refusesPrincipalsThat(String value, String complaint) {
    String role = "arn:aws:iam::1:role";
    assertThat(
            problems(
                "principal_mapping = "
                    + value.replace("R/", role.replace("1", "111122223333") + "/")))
        .singleElement()
        .asString()
        .startsWith("test.conf:9: [Principals] principal_mapping = ")
        .contains(shown(complaint));
  }

  /** Long names are cut in sentences, so that only their beginnings are compared. */
  private static String shown(String complaint) {
    return complaint.replace("R/", ROLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'R/A': 'R/A'}",
        "{'R/A': 'R/t/x', 'R/t/*': 'R/t/*'}",
        "{'R/A': '', 'R/B': '', 'R/c/*': ''}",
        "{'R/a*': 'R/x*', 'R/b*': 'R/y*'}",
        "{'R/*': 'S/*', 'R/team/*': 'S/dr/*', 'R/team/lead': 'S/boss'}",
        "{'111122223333': '444455556666', '111122223333:IAMPrincipals': '444455556666:IAMPrincipals'}",
        "{'arn:aws:identitystore:::group/a': 'arn:aws:identitystore:::group/b'}",
        "{'9067f0b3e2-0c5e4d2f-8a77-4d1b-9d2a-0f1e2d3c4b5a': '0c5e4d2f-8a77-4d1b-9d2a-0f1e2d3c4b5a'}",
        "{'arn:aws:organizations::111122223333:organization/o-a': 'arn:aws:organizations::444455556666:organization/o-b'}",
      })
  void takesWhatMapsNobodyTwice(String value) {
    String text = value.replace("R/", ROLE).replace("S/", THERE);
    assertThat(read("principal_mapping = " + text).principals().entries()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"arn:aws:iam::111122223333:role/New", "arn:aws:iam::111122223333:role/x"})
  void refusesATargetWhoseAccountIsMappedOn(String target) {
    assertThat(
            problems(
                "account_mapping = {'111122223333': '444455556666'}",
                "principal_mapping = {'%sOld': '%s'}".formatted(ROLE, target)))
        .singleElement()
        .asString()
        .contains("whose account account_mapping may map on");
  }

  @Test
  void refusesAPatternThatMayEndInAnAccountThatIsMappedOn() {
    assertThat(
            problems(
                "account_mapping = {'111122223333': '444455556666'}",
                "principal_mapping = {'arn:aws:iam::*:role/Old': 'arn:aws:iam::*:role/New'}"))
        .singleElement()
        .asString()
        .contains("whose account account_mapping may map on");
  }

  @Test
  void takesAPrincipalOf255CharactersAndNoneOf256() {
    String longest = ROLE + "x".repeat(255 - ROLE.length());
    assertThat(read("principal_mapping = {'%s': '%sNew'}".formatted(longest, ROLE)).principals())
        .satisfies(principals -> assertThat(principals.entries()).containsKey(longest));
    assertThat(problems("principal_mapping = {'%sx': '%sNew'}".formatted(longest, ROLE)))
        .singleElement()
        .asString()
        .contains("a principal of 256 characters");
    assertThat(problems("principal_mapping = {'%sOld': '%sx'}".formatted(ROLE, longest)))
        .singleElement()
        .asString()
        .contains("a principal of 256 characters");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThat(
            problems(
                "account_mapping = {'1': '2'}",
                "principal_mapping = {'x': 'y'}",
                "principal_mapping_file = nowhere.json",
                "share_cross_account = perhaps",
                "check_principals = never",
                "acount_mapping = {}"))
        .hasSize(6)
        .allMatch(problem -> problem.contains("[Principals]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"R/a,b\": \"R/c\\\"d\"}",
        "\uFEFF {\n  \"R/a,b\": \"R/c\\\"d\"\n}\n",
        "\"R/a,b\",\"R/c\"\"d\"\n",
        "# old,new\r\n\r\n \"R/a,b\" , \"R/c\"\"d\"\r\n",
      })
  void readsJsonAndCsvAlike(String file) {
    TwinlakeConfig config = withFile(file.replace("R/", ROLE));
    assertThat(config.principals().entries()).containsExactly(entry(ROLE + "a,b", ROLE + "c\"d"));
    assertThat(config.principals().file()).isEqualTo(file.replace("R/", ROLE));
  }

  @Test
  void addsTheFileToWhatTheConfigurationMaps() {
    String own =
        "principal_mapping = {'%sA': '%sB', '%sC': '%sD'}".formatted(ROLE, ROLE, ROLE, ROLE);
    TwinlakeConfig config = withFile("%sE,%sF\n%sA,%sB\n".replace("%s", ROLE), own);
    assertThat(config.principals().entries()).containsOnlyKeys(ROLE + "A", ROLE + "C", ROLE + "E");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          R/A,R/X | maps 'R/A' to 'R/X', and principal_mapping to 'R/B'
          R/E,R/B | would have the permissions of both
          R/B,R/C | which 'R/B' maps on
          R/E,R/F;R/E,R/F | twice
          {"R/E":"R/F","R/E":"R/F"} | Duplicate field 'R/E'
          {"R/E":["R/F"]} | write a text in quotes
          {"R/E":"R/F" | not a JSON object of texts
          {"R/E":"R/F"} x | not a JSON object of texts
          R/E | line 1 is no pair
          R/E,R/F,R/G | line 1 is no pair
          old,new | 'old', which is no principal
          R/E/*,R/F | has more *
          """)
  void refusesAFileThat(String file, String complaint) {
    String own = "principal_mapping = {'%sA': '%sB'}".formatted(ROLE, ROLE);
    String text = file.replace("R/", ROLE).replace(';', '\n');
    UserError error = catchThrowableOfType(UserError.class, () -> withFile(text, own));
    assertThat(error.problems())
        .singleElement()
        .asString()
        .startsWith("test.conf:10: [Principals] principal_mapping_file = people ")
        .contains(shown(complaint));
  }

  @Test
  void findsTheFileBesideTheConfiguration(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("people.csv"), ROLE + "A," + ROLE + "B");
    Path file = folder.resolve("glue_config.conf");
    Files.writeString(file, text("principal_mapping_file = people.csv"));
    assertThat(ConfigReader.load(file.toString()).principals().entries())
        .containsExactly(entry(ROLE + "A", ROLE + "B"));
    Files.delete(folder.resolve("people.csv"));
    UserError error =
        catchThrowableOfType(UserError.class, () -> ConfigReader.load(file.toString()));
    assertThat(error.problems()).singleElement().asString().contains("There is no file");
  }

  private static TwinlakeConfig withFile(String file, String... lines) {
    List<String> all = new java.util.ArrayList<>(List.of(lines));
    all.add("principal_mapping_file = people");
    return ConfigReader.parse(text(all.toArray(String[]::new)), "test.conf", place -> file);
  }

  private static TwinlakeConfig read(String... lines) {
    return ConfigReader.parse(text(lines), "test.conf");
  }

  private static List<String> problems(String... lines) {
    return catchThrowableOfType(UserError.class, () -> read(lines)).problems();
  }

  private static String text(String... lines) {
    return """
        [DEFAULT]
        aws_region_list = ['us-east-1', 'ap-south-1']
        [AwsDataCatalog]
        source_region = us-east-1
        destination_region = ap-south-1
        backup_file_bucket = backups
        database_list = ['ALL_DATABASE']
        [Principals]
        """
        + String.join("\n", lines);
  }
}
