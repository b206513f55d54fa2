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
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A Lake Formation whose answers are written out by operation, {@code {}} for the others: for what
 * AWS may answer one day.
 */
public final class ScriptedLakeFormation implements AutoCloseable {
  private final Map<String, UnaryOperator<String>> answers;
  private final HttpServer server;
  private final AwsRegion region;

  /**
   * @param answers by operation, each made from the request's body
   */
  public ScriptedLakeFormation(Map<String, UnaryOperator<String>> answers) throws IOException {
    this.answers = Map.copyOf(answers);
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

  /** The given region, but with this Lake Formation. */
  public AwsRegion in(AwsRegion other) {
    return new AwsRegion(
        other.name(),
        other.glue(),
        region.lakeFormation(),
        other.s3(),
        other.sts(),
        other.iam(),
        other.http(),
        other.connections(),
        other.pauses());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String operation = exchange.getRequestURI().getPath().substring(1);
      byte[] body =
          answers
              .getOrDefault(operation, any -> "{}")
              .apply(asked)
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
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
