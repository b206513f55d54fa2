package io.twinlake.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.glue.GlueClient;

class LatencyTest {
  @Test
  void holdsEveryAnswerBackButTheObservers() {
    try (StandIn aws = StandIn.builder().latency(Duration.ofHours(1)).start();
        GlueClient slow = new Clients(aws, aws.account("111122223333").root(), "us-east-1").glue();
        GlueClient quick =
            new Clients(aws, aws.account("111122223333").observer(), "us-east-1").glue()) {
      assertThatThrownBy(
              () ->
                  slow.createDatabase(
                      r ->
                          r.databaseInput(d -> d.name("sales"))
                              .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofSeconds(2)))))
          .isInstanceOf(ApiCallTimeoutException.class);
      assertThat(quick.getDatabases(r -> {}).databaseList()).hasSize(1);
    }
  }
}
