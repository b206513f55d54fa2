package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import io.twinlake.standin.wire.AwsError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;

/** Data lake settings, where they are restored. */
class SettingsTest {
  private static final String MERGED = "sync_lf_settings = True";

  private final TwoRegions regions = new TwoRegions();
  private final AwsRegion observer =
      regions.as(regions.aws().account(TwoRegions.ACCOUNT).observer(), TwoRegions.TARGET);
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");

  @BeforeEach
  void fill() {
    regions.buckets();
    new Lake(regions.source()).database("open").table("open", "t", "id").database("other");
  }

  @AfterEach
  void close() {
    observer.close();
    regions.close();
  }

  private Heard sync() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(MERGED), heard).sync();
    return heard;
  }

  private Heard verify() {
    return verify(TwoRegions.config(MERGED));
  }

  private Heard verify(TwinlakeConfig config) {
    Heard heard = new Heard();
    regions.job(config, heard).verify(Selection.LATEST);
    return heard;
  }

  private static TwinlakeConfig config(String principals) {
    return ConfigReader.parse(
        TwoRegions.configText(MERGED) + "\n[Principals]\n" + principals, "glue_config.conf");
  }

  private static DataLakeSettings settings(AwsRegion region) {
    return region.lakeFormation().getDataLakeSettings(r -> {}).dataLakeSettings();
  }

  /** Rows that open a database though no database of the source is closed to them. */
  private Set<String> opened() {
    Set<String> opened = new TreeSet<>();
    regions
        .aws()
        .listeners()
        .onEachWrite(
            entry -> {
              if (entry.name().equals("glue:CreateDatabase")
                  && Held.in(observer).lines().stream()
                      .anyMatch(line -> line.startsWith("IAM_ALLOWED") && line.contains("Name"))) {
                opened.add(entry.subject());
              }
            });
    return opened;
  }

  @Test
  void letsTheRegionOpenNothingWhileItCreatesAndPutsTheSourcesDefaultsLast() {
    Set<String> opened = opened();
    regions.aws().calls().clear();
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(opened).isEmpty();
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .containsEntry("lakeformation:PutDataLakeSettings", 2L);
    assertThat(settings(regions.target()).createDatabaseDefaultPermissions()).hasSize(1);
    assertThat(settings(regions.target()).createTableDefaultPermissions()).hasSize(1);
    regions.aws().calls().clear();
    sync();
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .doesNotContainKey("lakeformation:PutDataLakeSettings");
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void leavesTheRegionClosedWhenItIsCutOffAndPutsTheDefaultsBackWithTheNextRun() {
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED,
            CallPattern.of("lakeformation", "PutDataLakeSettings").nth(2).always());
    assertThat(sync().of(Outcome.FAILED)).hasSize(1);
    assertThat(settings(regions.target()).createDatabaseDefaultPermissions()).isEmpty();
    regions.aws().faults().clear();
    assertThat(verify().differences())
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains("CreateDatabaseDefaultPermissions");
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(settings(regions.target()).createDatabaseDefaultPermissions()).hasSize(1);
    assertThat(settings(regions.target()).createTableDefaultPermissions()).hasSize(1);
  }

  @Test
  void mergesEveryMember() {
    DataLakePrincipal role = TwoRegions.principal(analyst);
    LakeSettings.change(
        regions.source(),
        s ->
            s.readOnlyAdmins(TwoRegions.principal(TwoRegions.jobArn()), role)
                .parameters(Map.of("CROSS_ACCOUNT_VERSION", "4", "SET_SOURCE_IDENTITY", "TRUE"))
                .trustedResourceOwners("444455556666")
                .externalDataFilteringAllowList(TwoRegions.principal("444455556666"))
                .authorizedSessionTagValueList("Amazon EMR")
                .allowExternalDataFiltering(true)
                .allowFullTableExternalDataAccess(false));
    LakeSettings.change(
        regions.target(),
        s -> s.trustedResourceOwners("777788889999").allowFullTableExternalDataAccess(true));
    TwinlakeConfig sharing = config("share_cross_account = True");
    Heard heard = new Heard();
    regions.job(sharing, heard).sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    DataLakeSettings now = settings(regions.target());
    assertThat(now.readOnlyAdmins()).contains(role);
    assertThat(now.dataLakeAdmins()).contains(TwoRegions.principal(TwoRegions.jobArn()));
    assertThat(now.parameters())
        .containsEntry("CROSS_ACCOUNT_VERSION", "4")
        .containsEntry("SET_SOURCE_IDENTITY", "TRUE");
    assertThat(now.trustedResourceOwners()).containsExactly("777788889999", "444455556666");
    assertThat(now.externalDataFilteringAllowList()).hasSize(1);
    assertThat(now.authorizedSessionTagValueList()).containsExactly("Amazon EMR");
    assertThat(now.allowExternalDataFiltering()).isTrue();
    assertThat(now.allowFullTableExternalDataAccess()).isFalse();
    assertThat(verify(sharing).differences()).isEmpty();
    LakeSettings.change(
        regions.target(), s -> s.readOnlyAdmins(List.of()).allowExternalDataFiltering(false));
    assertThat(verify(sharing).differences())
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains("ReadOnlyAdmins lacks", analyst, "AllowExternalDataFiltering");
  }

  @Test
  void leavesOutSetContextWhereTheRegionRefusesIt() {
    regions.aws().lakeFormation(TwoRegions.ACCOUNT, TwoRegions.TARGET).takesSetContext(false);
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.notes(Level.WARNING)).anyMatch(note -> note.contains("SET_CONTEXT"));
    assertThat(settings(regions.target()).createDatabaseDefaultPermissions()).hasSize(1);
  }

  @Test
  void putsAsManyAdminsAsFitAndNamesTheOthers() {
    LakeSettings.change(
        regions.source(),
        s ->
            s.dataLakeAdmins(
                IntStream.range(0, 30)
                    .mapToObj(
                        i ->
                            TwoRegions.principal(
                                regions
                                    .aws()
                                    .account(TwoRegions.ACCOUNT)
                                    .principal("role/Admin" + i)))
                    .toList()));
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(settings(regions.target()).dataLakeAdmins())
        .hasSize(30)
        .contains(TwoRegions.principal(TwoRegions.jobArn()));
    assertThat(heard.notes(Level.WARNING))
        .filteredOn(note -> note.contains("AWS takes 30 at most"))
        .hasSize(2);
  }

  @Test
  void lendsNoAccountBeyondTheTargetsFilteringUnlessSharingIsOn() {
    LakeSettings.change(
        regions.source(),
        s ->
            s.externalDataFilteringAllowList(TwoRegions.principal("444455556666"))
                .allowExternalDataFiltering(true));
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(settings(regions.target()).externalDataFilteringAllowList()).isEmpty();
    assertThat(settings(regions.target()).allowExternalDataFiltering()).isNotEqualTo(true);
    assertThat(heard.notes(Level.WARNING))
        .anyMatch(note -> note.contains("share_cross_account is False"))
        .anyMatch(note -> note.startsWith("AllowExternalDataFiltering stays off"));
    assertThat(verify().differences()).isEmpty();
  }

  /** With a full stop, as AWS ends some of its sentences. */
  private void refuseAnalyst() {
    regions
        .aws()
        .faults()
        .inject(
            AwsError.invalidInput("Invalid principal, " + analyst + "."),
            CallPattern.of("lakeformation", "PutDataLakeSettings").times(1));
  }

  @Test
  void anAdminWhomOnlyLakeFormationKnowsToBeGoneIsSkippedAndNotPutTwice() {
    LakeSettings.appoint(regions.source(), "role/Analyst");
    TwinlakeConfig config = config("check_principals = False");
    LakeSettings.open(regions.target(), false);
    refuseAnalyst();
    Heard first = new Heard();
    regions.job(config, first).sync();
    assertThat(first.of(Outcome.FAILED)).isEmpty();
    assertThat(first.notes(Level.WARNING)).anyMatch(note -> note.contains(analyst + " does not"));
    assertThat(settings(regions.target()).dataLakeAdmins())
        .doesNotContain(TwoRegions.principal(analyst));

    refuseAnalyst();
    regions.aws().calls().clear();
    Heard again = new Heard();
    regions.job(config, again).restore(Selection.LATEST);
    assertThat(again.of(Outcome.UPDATED)).isEmpty();
    assertThat(again.of(Outcome.SKIPPED))
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains(analyst, "nothing else of the data lake settings differs");
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .containsEntry("lakeformation:PutDataLakeSettings", 1L);
  }
}
