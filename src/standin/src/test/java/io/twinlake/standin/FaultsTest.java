package io.twinlake.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;

class FaultsTest {
  private final StandIn aws = StandIn.builder().regions("us-east-1", "ap-south-1").start();
  private final Account account = aws.account("111122223333");
  private final GlueClient glue = new Clients(aws, account.root(), "us-east-1").glue();
  private final S3Client s3 = new Clients(aws, account.root(), "us-east-1").s3();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void theNthMatchingCallMeetsTheFaultAndNoOther() {
    aws.faults()
        .inject(
            Fault.CONCURRENT_MODIFICATION,
            CallPattern.of("glue", "CreateDatabase").in("us-east-1").nth(2).times(2));
    create("one");
    assertThatThrownBy(() -> create("two")).isInstanceOf(ConcurrentModificationException.class);
    assertThatThrownBy(() -> create("two")).isInstanceOf(ConcurrentModificationException.class);
    create("two");
    assertThat(databases()).containsExactly("one", "two");
  }

  @Test
  void aLostAnswerTakesEffectAndAKilledCallDoesNot() {
    aws.faults().inject(Fault.LOST_ANSWER, CallPattern.of("glue", "CreateDatabase"));
    assertThatThrownBy(() -> create("lost")).isInstanceOf(SdkClientException.class);
    aws.faults().inject(Fault.KILLED, CallPattern.of("glue", "CreateDatabase"));
    assertThatThrownBy(() -> create("killed")).isInstanceOf(SdkClientException.class);
    assertThat(databases()).containsExactly("lost");
    assertThat(aws.calls().all())
        .extracting(CallLog.Entry::error)
        .startsWith("AnswerLost", "ConnectionClosed");
  }

  @Test
  void s3HasItsOwnCodes() {
    s3.createBucket(b -> b.bucket("lake"));
    aws.faults().inject(Fault.THROTTLED, CallPattern.of("s3", "PutObject"));
    aws.faults().inject(Fault.CONDITIONAL_CONFLICT, CallPattern.of("s3", "PutObject").nth(2));
    assertThat(code(this::put)).isEqualTo("SlowDown");
    assertThat(code(this::put)).isEqualTo("ConditionalRequestConflict");
    put();
  }

  @Test
  void anyErrorCodeCanBeAnswered() {
    aws.faults()
        .inject(
            AwsError.of("ResourceNumberLimitExceededException", "Enough."),
            CallPattern.of("glue", "CreateDatabase"));
    assertThat(code(() -> create("one"))).isEqualTo("ResourceNumberLimitExceededException");
    assertThat(databases()).isEmpty();
  }

  @Test
  void aReaderCanMissWhatIsThere() {
    create("one");
    aws.faults().inject(Fault.NOT_YET_VISIBLE, CallPattern.any());
    assertThatThrownBy(() -> glue.getDatabase(b -> b.name("one")))
        .isInstanceOf(EntityNotFoundException.class);
    assertThat(glue.getDatabase(b -> b.name("one")).database().name()).isEqualTo("one");
  }

  @Test
  void aDelayChangesNothingElse() {
    aws.faults().delay(Duration.ofMillis(1), CallPattern.any().always());
    create("one");
    assertThat(databases()).containsExactly("one");
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultHappensToTheCallsItAppliesTo(Fault fault) {
    s3.createBucket(b -> b.bucket("lake"));
    create("one");
    aws.faults().inject(fault, CallPattern.any());
    List<Runnable> calls =
        List.of(() -> glue.getDatabase(b -> b.name("one")), () -> create("two"), this::put);
    List<Boolean> failed = new ArrayList<>();
    calls.forEach(call -> failed.add(!code(call).isEmpty()));
    assertThat(failed.stream().filter(f -> f).count()).isEqualTo(fault == Fault.LATENCY ? 0 : 1);
    aws.faults().clear();
  }

  @Test
  void listenersSeeTheStateAfterEachCall() {
    List<List<String>> seen = new ArrayList<>();
    GlueClient observer = new Clients(aws, account.observer(), "us-east-1").glue();
    aws.listeners().onEachWrite(entry -> seen.add(databases(observer)));
    create("one");
    create("two");
    assertThat(seen).containsExactly(List.of("one"), List.of("one", "two"));
    assertThat(aws.calls().counts("us-east-1"))
        .as("the observer leaves no trace")
        .containsExactlyEntriesOf(Map.of("glue:CreateDatabase", 2L));
  }

  @Test
  void anActionRunsAfterTheNthCall() {
    aws.listeners().afterCall(2, () -> aws.cutOff("us-east-1"));
    create("one");
    create("two");
    assertThatThrownBy(() -> create("three")).isInstanceOf(SdkClientException.class);
  }

  @Test
  void aListenersFailureFailsTheTest() {
    StandIn other = StandIn.builder().start();
    other
        .listeners()
        .onEachCall(
            entry -> {
              throw new AssertionError("seen " + entry.name());
            });
    new Clients(other, other.account("111122223333").root(), "us-east-1").sts().getCallerIdentity();
    assertThatThrownBy(other::close).hasMessage("seen sts:GetCallerIdentity");
  }

  @Test
  void onlyOperationsThatCanChangeSomethingAreWrites() {
    assertThat(List.of("CreateTable", "BatchGrantPermissions", "PutObject", "AddLFTagsToResource"))
        .allMatch(FaultsTest::isWrite);
    assertThat(List.of("GetTables", "BatchGetPartition", "ListPermissions", "HeadBucket"))
        .noneMatch(FaultsTest::isWrite);
  }

  private static boolean isWrite(String operation) {
    return new Call(new Caller("", "", ""), "", "", operation).isWrite();
  }

  private void create(String database) {
    glue.createDatabase(b -> b.databaseInput(d -> d.name(database)));
  }

  private List<String> databases() {
    return databases(glue);
  }

  private static List<String> databases(GlueClient client) {
    return client.getDatabasesPaginator(b -> {}).stream()
        .flatMap(page -> page.databaseList().stream())
        .map(Database::name)
        .toList();
  }

  private void put() {
    s3.putObject(b -> b.bucket("lake").key("k"), RequestBody.fromString("x"));
  }

  /** The error's code, what the client says when there is none, or empty for success. */
  private static String code(Runnable call) {
    try {
      call.run();
      return "";
    } catch (AwsServiceException e) {
      return e.awsErrorDetails().errorCode();
    } catch (SdkClientException e) {
      return "closed";
    }
  }
}
