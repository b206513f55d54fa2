package io.twinlake.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A Glue whose answers are written out, one a call: for a catalog that changes between pages. */
public final class ScriptedGlue implements AutoCloseable {
  private final ConcurrentLinkedQueue<String> answers;
  private final HttpServer server;
  private final AwsRegion region;

  public ScriptedGlue(String... answers) throws IOException {
    this.answers = new ConcurrentLinkedQueue<>(List.of(answers));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    region =
        new AwsAccess(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
                Map.of(),
                1)
            .in(TestLake.SOURCE);
  }

  public AwsRegion region() {
    return region;
  }

  /** The given region, but with this Glue. */
  public AwsRegion in(AwsRegion other) {
    return new AwsRegion(
        other.name(),
        region.glue(),
        other.lakeFormation(),
        other.s3(),
        other.sts(),
        other.iam(),
        other.http(),
        other.connections(),
        other.pauses());
  }

  /** A page of partitions by their only value. */
  public static String partitions(boolean more, String... values) {
    List<String> partitions =
        List.of(values).stream().map("{\"Values\":[\"%s\"]}"::formatted).toList();
    return "{\"Partitions\":[%s],\"NextToken\":%s}"
        .formatted(String.join(",", partitions), more ? "\"more\"" : "null");
  }

  /** What was not asked for. */
  public List<String> unasked() {
    return List.copyOf(answers);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = String.valueOf(answers.poll()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    region.close();
    server.stop(0);
  }
}
