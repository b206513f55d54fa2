package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.aws.AwsRegion;
import io.twinlake.model.Events;
import io.twinlake.model.Outcome;
import io.twinlake.model.UserError;
import io.twinlake.source.LakeFormationSource;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/** What somebody else created in the target, the job may change only by granting itself so. */
class BorrowedRightsTest {
  private static final String STATE = "twinlake/state/111122223333-ap-south-1.json";

  private final TwoRegions regions = new TwoRegions();
  private final Lake source = new Lake(regions.source());
  private final Lake target = new Lake(regions.target());

  @BeforeEach
  void makeTheSameOnBothSides() {
    regions.buckets();
    for (Lake lake : List.of(source, target)) {
      LakeSettings.open(lake.region(), false);
      lake.database("sales").table("sales", "orders", "id").days("sales", "visits", "d1");
    }
    source.describe("sales", "orders", "as the source has it");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private Heard sync(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).sync();
    return heard;
  }

  /** The job's own rows in the target, which it has of nothing that others created. */
  private Set<String> jobsRows() {
    Set<String> rows = new TreeSet<>();
    new LakeFormationSource(regions.target())
        .grants()
        .forEachRemaining(
            row -> {
              if (row.key().name().equals(TwoRegions.jobArn())) {
                rows.add(row.key().toString());
              }
            });
    return rows;
  }

  private String state() {
    return regions
        .target()
        .s3()
        .getObjectAsBytes(r -> r.bucket(TwoRegions.BACKUPS).key(STATE))
        .asString(StandardCharsets.UTF_8);
  }

  @Test
  void changesWhatOthersCreatedAndHandsItsRightsBack() {
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.counts()).containsEntry("table updated", 1L);
    assertThat(jobsRows()).isEmpty();
    assertThat(state()).contains("\"borrowed\" : [ ]");
  }

  @Test
  void putsRightsOnRecordBeforeItTakesThem() {
    Set<String> recorded = new TreeSet<>();
    try (AwsRegion observer =
        regions.as(regions.aws().account(TwoRegions.ACCOUNT).observer(), TwoRegions.TARGET)) {
      regions
          .aws()
          .listeners()
          .onEachWrite(
              entry -> {
                if (entry.name().equals("lakeformation:BatchGrantPermissions")) {
                  recorded.add(
                      observer
                          .s3()
                          .getObjectAsBytes(r -> r.bucket(TwoRegions.BACKUPS).key(STATE))
                          .asString(StandardCharsets.UTF_8));
                }
              });
      sync();
      regions.aws().listeners().clear();
    }
    assertThat(recorded).isNotEmpty().first().asString().contains("ALTER", "DROP");
  }

  @Test
  void handsItsRightsBackWhenTheWorkFails() {
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "UpdateTable").always());
    assertThat(sync().counts()).containsEntry("table failed", 1L);
    assertThat(jobsRows()).isEmpty();
    assertThat(state()).contains("\"borrowed\" : [ ]");
  }

  @Test
  void handsBackWhatAnEarlierRunCouldNot() {
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED,
            CallPattern.of("lakeformation", "BatchRevokePermissions").always());
    Heard heard = sync();
    assertThat(heard.notes(Events.Note.Level.PROBLEM)).anyMatch(n -> n.contains("taken back"));
    assertThat(jobsRows()).isNotEmpty();
    regions.aws().faults().clear();
    regions.job(TwoRegions.config(), new Heard()).restore(Selection.LATEST);
    assertThat(jobsRows()).isEmpty();
    assertThat(state()).contains("\"borrowed\" : [ ]");
  }

  @Test
  void keepsARightThatWasItsOwn() {
    target.grant(TwoRegions.jobArn(), Permission.ALTER, Lake.onDatabase("sales"));
    sync();
    assertThat(jobsRows()).singleElement().asString().contains("\"Database\"");
  }

  @Test
  void borrowsNothingForWhatItCreatedItself() {
    target.dropDatabase("sales");
    sync();
    source.describe("sales", "orders", "changed again").addDays("sales", "visits", "d2");
    regions.aws().calls().clear();
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(
            regions
                .aws()
                .calls()
                .counts(e -> e.call().service().equals("lakeformation") && e.call().isWrite()))
        .isEmpty();
  }

  @Test
  void doesNotRelyOnAnOpennessThatItRevokes() {
    for (String table : List.of("orders", "visits")) {
      target.grant("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onTable("sales", table));
    }
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(target.grants())
        .noneMatch(line -> line.startsWith("IAM_ALLOWED") && line.contains("sales"));
  }

  @Test
  void writesNothingWhenItIsNoDataLakeAdministrator() {
    regions.job(TwoRegions.config(), Events.NONE).backup();
    LakeSettings.change(
        regions.target(),
        s -> s.dataLakeAdmins(TwoRegions.principal("arn:aws:iam::111122223333:user/admin")));
    regions.aws().calls().clear();
    assertThatThrownBy(
            () -> regions.job(TwoRegions.config(), Events.NONE).restore(Selection.LATEST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no data lake administrator in ap-south-1");
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEqualTo(Map.of());
  }
}
