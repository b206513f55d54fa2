package io.twinlake.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Glue's answers are written out here, for a table that changes between pages. */
class PartitionReadingTest {
  private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
  private final List<String> moves = new ArrayList<>();
  private HttpServer server;
  private AwsRegion region;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    region =
        new AwsAccess(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
                Map.of(),
                1)
            .in("us-east-1");
  }

  @AfterEach
  void stop() {
    region.close();
    server.stop(0);
  }

  @Test
  void readsAgainWhenAPartitionComesTwice() {
    answers.add(page("\"next\"", "a", "b"));
    answers.add(page("null", "b", "d"));
    answers.add(page("null", "a", "b", "c", "d"));

    assertThat(read()).containsExactly("a", "b", "d", "c");
    assertThat(moves).containsExactly("moved");
    assertThat(answers).isEmpty();
  }

  @Test
  void readsOnceWhenNothingMoves() {
    answers.add(page("\"next\"", "a", "b"));
    answers.add(page("null", "c"));

    assertThat(read()).containsExactly("a", "b", "c");
    assertThat(moves).isEmpty();
  }

  private List<String> read() {
    return ImmutableList.copyOf(
            new GlueSource(region).partitions("sales", "orders", () -> moves.add("moved")))
        .stream()
        .map(partition -> partition.key().values().get(0))
        .toList();
  }

  private static String page(String nextToken, String... values) {
    List<String> partitions = new ArrayList<>();
    for (String value : values) {
      partitions.add("{\"Values\":[\"" + value + "\"]}");
    }
    return "{\"Partitions\":[%s],\"NextToken\":%s}"
        .formatted(String.join(",", partitions), nextToken);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = String.valueOf(answers.poll()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
