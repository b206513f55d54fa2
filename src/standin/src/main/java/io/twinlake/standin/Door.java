package io.twinlake.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Between the JDK's HTTP server and the stand-in's requests and answers. */
final class Door implements HttpHandler {
  private final Function<HttpRequest, Optional<HttpResponse>> front;

  /**
   * @param front answers a request, or gives empty to close the connection without an answer
   */
  Door(Function<HttpRequest, Optional<HttpResponse>> front) {
    this.front = front;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<HttpResponse> response = front.apply(read(exchange));
      if (response.isPresent()) {
        write(exchange, response.get());
      }
    }
  }

  private static HttpRequest read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), join(values)));
    return new HttpRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  private static String join(Iterable<String> values) {
    return String.join(",", values);
  }

  private static void write(HttpExchange exchange, HttpResponse response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = response.body();
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
  }
}
