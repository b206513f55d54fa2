package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.report.Exit;
import io.twinlake.report.Summary;
import io.twinlake.standin.CallLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwoRunsTest {
  private final Twin twin = new Twin();
  private final CallLog calls = twin.regions().aws().calls();
  private final List<Summary> second = new ArrayList<>();
  private Map<String, Long> writesOfSecond = Map.of();

  @BeforeEach
  void thereIsSomethingToRestore() {
    twin.change();
    twin.backup();
  }

  @AfterEach
  void close() {
    twin.close();
  }

  @Test
  void whileOneRunWritesAnotherSaysWhoAndWritesNothing() {
    Summary first = twin.restoreInterrupted("grants", this::secondRun);
    assertThat(first.exit()).as("%s", first).isEqualTo(Exit.DONE);
    assertThat(second).singleElement().extracting(Summary::exit).isEqualTo(Exit.FAILED);
    assertThat(second.get(0).errors())
        .singleElement()
        .asString()
        .startsWith("Run arn:aws:sts::111122223333:assumed-role/LFRestoreOnDemandGlueRole/")
        .contains("has been writing ap-south-1 of account 111122223333 since")
        .contains("wait for it to end");
    assertThat(writesOfSecond).isEmpty();
    twin.assertSame();
  }

  @Test
  void aRunThatIsOvertakenBeforeItsFirstWriteWritesNothing() {
    Summary first = twin.restoreInterrupted("revokes", this::secondRun);
    assertThat(second).singleElement().extracting(Summary::exit).isEqualTo(Exit.DONE);
    assertThat(writesOfSecond).isNotEmpty();
    assertThat(first.exit()).isEqualTo(Exit.FAILED);
    assertThat(first.errors())
        .containsExactly(
            "Another run has just written ap-south-1 of account 111122223333; run again.");
    assertThat(writes()).as("a vain try to take the lease").containsOnlyKeys("s3:PutObject");
    twin.assertSame();
  }

  private void secondRun() {
    calls.clear();
    second.add(twin.restore());
    writesOfSecond = writes();
    calls.clear();
  }

  private Map<String, Long> writes() {
    return calls.counts(entry -> entry.call().isWrite());
  }
}
