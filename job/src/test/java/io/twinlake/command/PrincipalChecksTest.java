package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events.Note;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.wire.AwsError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/** Grants, opt-ins and administrators whom nothing is given to. */
class PrincipalChecksTest {
  private static final String NO_IAM =
      """
      [{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"*","Resource":"*"},
        {"Effect":"Deny","Action":"iam:*","Resource":"*"}]}]""";

  private final TwoRegions regions = new TwoRegions();
  private final Lake lake = new Lake(regions.source());
  private final Lake twin = new Lake(regions.target());

  @BeforeEach
  void makeALake() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    lake.database("sales").table("sales", "orders", "id");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void reportsTheGrantsOfARoleAndAUserWhoAreGoneAndTriesNoneOfThem() {
    String here = granted("role/team/Here");
    granted("role/team/Gone");
    granted("role/Moved");
    granted("user/gone");
    remove("role/team/Gone");
    remove("role/Moved");
    remove("user/gone");
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/elsewhere/Moved");
    regions.aws().calls().clear();
    Heard heard = sync("");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.SKIPPED))
        .extracting(ObjectResult::reason)
        .filteredOn(reason -> reason.contains("does not exist in account 111122223333"))
        .hasSize(3);
    assertThat(given()).hasSize(1).allMatch(line -> line.startsWith(here));
    assertThat(calls("iam:"))
        .containsOnly(Map.entry("iam:ListRoles", 1L), Map.entry("iam:ListUsers", 1L));
    assertThat(calls("lakeformation:BatchGrant").values()).allMatch(count -> count <= 2);
  }

  @Test
  void asksIamNothingWhenNothingIsGiven() {
    granted("role/Here");
    sync("");
    regions.aws().calls().clear();
    restore("");
    assertThat(calls("iam:")).isEmpty();
  }

  @Test
  void asksIamNothingForThoseWhomItDoesNotKnow() {
    sync("");
    regions.aws().calls().clear();
    lake.grant(
        "arn:aws:iam::111122223333:saml-provider/Okta:group/all",
        Permission.SELECT,
        Lake.onTable("sales", "orders"));
    sync("");
    assertThat(calls("iam:")).isEmpty();
    assertThat(given()).hasSize(1);
  }

  @Test
  void reportsAtTheWriteWhomIamMayNotBeAskedAbout() {
    granted("role/Gone");
    granted("role/Here");
    remove("role/Gone");
    Heard unchecked = sync("check_principals = False");
    assertThat(calls("iam:")).isEmpty();
    assertThat(unchecked.notes(Note.Level.INFO))
        .filteredOn(note -> note.startsWith("check_principals = False"))
        .hasSize(1);
    twin.revoke(
        "arn:aws:iam::111122223333:role/Here", Permission.SELECT, Lake.onTable("sales", "orders"));
    regions.aws().account(TwoRegions.ACCOUNT).role("LFRestoreOnDemandGlueRole", NO_IAM);
    Heard heard = restore("");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().name().endsWith("role/Gone"))
        .singleElement()
        .satisfies(
            result ->
                assertThat(result.reason())
                    .startsWith("its principal does not exist; AWS says: Invalid principal"));
    assertThat(given()).hasSize(1);
    assertThat(heard.notes(Note.Level.INFO))
        .filteredOn(note -> note.contains("IAM does not say"))
        .hasSize(1);
  }

  @Test
  void closesNoTableOverARowPolicyForSomebodyWhomOnlyLakeFormationKnowsToBeGone() {
    String here = granted("role/Here");
    String gone = granted("role/Gone");
    new RowLake(regions.source())
        .policy("eu", "id = 'EU'", "id")
        .attach("eu", Lake.onTable("sales", "orders"), RowLake.to(here))
        .attach("eu", Lake.onTable("sales", "orders"), RowLake.to(gone));
    remove("role/Gone");
    Heard heard = sync("check_principals = False");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().kind().equals(Kind.RLS_POLICY_ATTACHMENT))
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .startsWith("its principal does not exist");
    assertThat(given()).singleElement().asString().startsWith(here);
  }

  @Test
  void goesOnWithoutIamWhereItsRegionIsLost() {
    granted("role/Gone");
    granted("role/Here");
    remove("role/Gone");
    regions.job(config(""), new Heard()).backup();
    regions.aws().cutOff(TwoRegions.SOURCE);
    Heard heard = restore("");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(given()).hasSize(1);
    assertThat(heard.notes(Note.Level.INFO)).anyMatch(note -> note.contains("IAM does not say"));
  }

  @Test
  void waitsForAPrincipalThatIamHasNotSpreadYet() {
    granted("role/New");
    regions
        .aws()
        .faults()
        .inject(
            AwsError.invalidInput("Invalid principal, arn:aws:iam::111122223333:role/New"),
            CallPattern.of("lakeformation", "BatchGrantPermissions").times(3));
    Heard heard = sync("");
    assertThat(heard.of(Outcome.SKIPPED)).noneMatch(r -> r.key().name().endsWith("role/New"));
    assertThat(given()).hasSize(1);
  }

  @Test
  void sharesWithOtherAccountsOnlyWhenItIsTold() {
    String orders = "arn:aws:organizations::111122223333:organization/o-abc";
    lake.grant(orders, Permission.SELECT, Lake.onTable("sales", "orders"));
    Heard heard = sync("");
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().name().equals(orders))
        .singleElement()
        .satisfies(
            result ->
                assertThat(result.reason())
                    .isEqualTo(
                        "it would be shared beyond account 111122223333, and share_cross_account is False"));
    assertThat(given()).isEmpty();
    restore("share_cross_account = True");
    assertThat(given()).singleElement().asString().startsWith(orders);
  }

  @Test
  void leavesOutAnAdministratorWhoIsGoneBeforeItWritesAndIsQuietFromThenOn() {
    String gone = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Gone");
    String here = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Here");
    LakeSettings.change(
        regions.source(),
        s ->
            s.dataLakeAdmins(
                List.of(
                    TwoRegions.principal("arn:aws:iam::111122223333:user/admin"),
                    TwoRegions.principal(gone),
                    TwoRegions.principal(here))));
    remove("role/Gone");
    LakeSettings.open(regions.target(), false);
    TwinlakeConfig config = TwoRegions.config("sync_lf_settings = True");
    regions.aws().calls().clear();
    Heard heard = new Heard();
    regions.job(config, heard).sync();
    assertThat(calls("lakeformation:PutDataLakeSettings").values()).containsExactly(1L);
    assertThat(heard.notes(Note.Level.WARNING)).anyMatch(note -> note.contains(gone));
    assertThat(admins(regions.target())).contains(here).doesNotContain(gone);

    regions.aws().calls().clear();
    Heard again = new Heard();
    regions.job(config, again).restore(Selection.LATEST);
    assertThat(calls("lakeformation:Put")).isEmpty();
    assertThat(again.notes(Note.Level.WARNING)).isEmpty();
    Heard verified = new Heard();
    regions.job(config, verified).verify(Selection.LATEST);
    assertThat(verified.differences()).isEmpty();
  }

  @Test
  void holdsBackWhatIsOpenWhereAnOptInOfSomebodyGoneIsMissing() {
    granted("role/Gone");
    optIn("arn:aws:iam::111122223333:role/Gone");
    lake.grant("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onTable("sales", "orders"));
    remove("role/Gone");
    Heard heard = sync("");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.SKIPPED))
        .extracting(result -> result.key().kind().name() + " " + result.reason())
        .anyMatch(line -> line.startsWith("opt_in ") && line.contains("does not exist"))
        .anyMatch(line -> line.startsWith("grant held back, because opt-ins are missing"));
    assertThat(given()).isEmpty();
  }

  @Test
  void renamesARoleWithinTheAccountInGrantsAndOptIns() {
    granted("role/Old");
    optIn("arn:aws:iam::111122223333:role/Old");
    String now = regions.aws().account(TwoRegions.ACCOUNT).principal("role/New");
    remove("role/Old");
    String renaming =
        "principal_mapping = {'arn:aws:iam::111122223333:role/Old': '%s'}".formatted(now);
    Heard heard = sync(renaming);
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.SKIPPED)).noneMatch(r -> r.key().name().contains("role/"));
    assertThat(given()).singleElement().asString().startsWith(now);
    assertThat(
            regions
                .target()
                .lakeFormation()
                .listLakeFormationOptIns(r -> {})
                .lakeFormationOptInsInfoList())
        .singleElement()
        .satisfies(
            optIn -> assertThat(optIn.principal().dataLakePrincipalIdentifier()).isEqualTo(now));
    regions.aws().calls().clear();
    restore(renaming);
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }

  /** What the restore gave, which is nothing on the catalog as a whole. */
  private List<String> given() {
    return twin.grants().stream().filter(line -> !line.contains("Catalog")).toList();
  }

  private String granted(String suffix) {
    String principal = regions.aws().account(TwoRegions.ACCOUNT).principal(suffix);
    lake.grant(principal, Permission.SELECT, Lake.onTable("sales", "orders"));
    return principal;
  }

  private void optIn(String principal) {
    regions
        .source()
        .lakeFormation()
        .createLakeFormationOptIn(
            r ->
                r.principal(TwoRegions.principal(principal))
                    .resource(Lake.onTable("sales", "orders")));
  }

  private void remove(String suffix) {
    regions.aws().account(TwoRegions.ACCOUNT).removePrincipal(suffix);
  }

  private static List<String> admins(AwsRegion region) {
    return region
        .lakeFormation()
        .getDataLakeSettings(r -> {})
        .dataLakeSettings()
        .dataLakeAdmins()
        .stream()
        .map(admin -> admin.dataLakePrincipalIdentifier())
        .toList();
  }

  private Map<String, Long> calls(String begin) {
    return regions.aws().calls().counts(entry -> entry.name().startsWith(begin));
  }

  private Heard sync(String principals) {
    Heard heard = new Heard();
    regions.job(config(principals), heard).sync();
    return heard;
  }

  private Heard restore(String principals) {
    Heard heard = new Heard();
    regions.job(config(principals), heard).restore(Selection.LATEST);
    return heard;
  }

  private static TwinlakeConfig config(String principals) {
    return ConfigReader.parse(
        TwoRegions.configText() + "\n[Principals]\n" + principals, "glue_config.conf");
  }
}
