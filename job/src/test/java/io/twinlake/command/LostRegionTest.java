package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.report.Exit;
import io.twinlake.report.Summary;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The day the source region is gone. */
class LostRegionTest {
  private final Twin twin = new Twin();
  private final CallLog calls = twin.regions().aws().calls();

  @BeforeEach
  void backUpAndLoseTheSource() {
    twin.change();
    assertThat(twin.backup().exit()).isEqualTo(Exit.DONE);
    twin.regions().aws().cutOff(TwoRegions.SOURCE);
    calls.clear();
  }

  @AfterEach
  void close() {
    twin.close();
  }

  @Test
  void restoresWithoutOneCallToTheSourceOrABucketInIt() {
    assertThat(twin.restore().exit()).isEqualTo(Exit.DONE);
    twin.assertSame();
    assertNothingOfTheSourceIsAsked();
  }

  @Test
  void restoresFromTheBackupAloneWithTheConfigurationItHolds() {
    CommandLine.Ended restored =
        CommandLine.asJob(twin.regions())
            .run("restore", "--from", "s3://" + TwoRegions.BACKUPS + "/twinlake");
    assertThat(restored.code()).as("%s", restored).isZero();
    twin.assertSame();
    assertNothingOfTheSourceIsAsked();
  }

  @Test
  void aBackupSaysThatTheSourceDoesNotAnswer() {
    Summary backup = twin.backup();
    assertThat(backup.exit()).isEqualTo(Exit.FAILED);
    assertThat(backup.errors()).singleElement().asString().startsWith("Region us-east-1 ");
  }

  @Test
  void aTargetThatDoesNotAnswerIsSaidAndNothingIsWritten() {
    twin.regions()
        .aws()
        .faults()
        .inject(Fault.KILLED, CallPattern.of("glue", "*").in(TwoRegions.TARGET).always());
    Summary restored = twin.restore();
    assertThat(restored.exit()).isEqualTo(Exit.FAILED);
    assertThat(restored.errors())
        .singleElement()
        .asString()
        .startsWith("Region ap-south-1 cannot be read, so nothing was written: ");
    assertThat(calls.counts(entry -> entry.call().isWrite())).isEmpty();
  }

  private void assertNothingOfTheSourceIsAsked() {
    // IAM is one for all regions, is asked for advice only, and lies in the lost one here.
    List<CallLog.Entry> all =
        calls.all().stream().filter(entry -> !entry.call().service().equals("iam")).toList();
    assertThat(all).isNotEmpty();
    assertThat(calls.counts(entry -> entry.call().service().equals("iam")).values())
        .as("attempts to ask it")
        .allMatch(attempts -> attempts <= 3);
    assertThat(all).extracting(entry -> entry.call().region()).containsOnly(TwoRegions.TARGET);
    assertThat(all)
        .filteredOn(entry -> entry.call().service().equals("s3"))
        .extracting(entry -> entry.subject().replaceFirst("/.*", ""))
        .containsOnly(TwoRegions.BACKUPS, "lake-ap-south-1");
    assertThat(all)
        .extracting(entry -> entry.call().service())
        .isSubsetOf(Set.of("glue", "lakeformation", "s3", "sts"));
    assertThat(all).noneMatch(entry -> entry.error().equals("ConnectionClosed"));
  }
}
