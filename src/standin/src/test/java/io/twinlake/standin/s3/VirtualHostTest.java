package io.twinlake.standin.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.iam.Authoriser;
import io.twinlake.standin.iam.Identities;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without a socket: no resolver on every machine knows names below localhost. */
class VirtualHostTest {
  private static final String HOST = "lake.localhost:4566";

  private final Identities identities = new Identities();
  private final S3Service s3 =
      new S3Service(new BucketStore(), new Authoriser(identities), Clock.systemUTC());

  @BeforeEach
  void makeBucket() {
    identities.addAccount("111122223333");
    call("us-east-1", "PUT", "/", HOST, "");
  }

  @Test
  void theHostNamesTheBucket() {
    call("us-east-1", "PUT", "/a%20b", HOST, "x");
    HttpResponse got = call("us-east-1", "GET", "/lake/a%20b", "127.0.0.1:4566", "");
    assertThat(new String(got.body(), StandardCharsets.UTF_8)).isEqualTo("x");
    assertThat(call("us-east-1", "HEAD", "/", "lake.s3.us-east-1.amazonaws.com", "").headers())
        .containsEntry("x-amz-bucket-region", "us-east-1");
  }

  @Test
  void aSignatureForAnotherRegionThanTheHostsIsMalformed() {
    assertThatThrownBy(() -> call("ap-south-1", "GET", "/k", HOST, ""))
        .isInstanceOfSatisfying(
            AwsError.class, e -> assertThat(e.code()).isEqualTo("AuthorizationHeaderMalformed"))
        .hasMessageContaining("the region 'ap-south-1' is wrong; expecting 'us-east-1'");
  }

  private HttpResponse call(String region, String method, String path, String host, String body) {
    HttpRequest request =
        new HttpRequest(
            method, path, "", Map.of("host", host), body.getBytes(StandardCharsets.UTF_8));
    Call call =
        new Call(identities.root("111122223333").caller(), "s3", region, s3.operation(request));
    return s3.answer(call, request);
  }
}
