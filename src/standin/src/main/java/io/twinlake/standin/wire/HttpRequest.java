package io.twinlake.standin.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One HTTP request, read to its end. */
public final class HttpRequest {
  private final String method;
  private final String rawPath;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param rawPath as sent, still percent-encoded
   * @param rawQuery as sent, or empty
   * @param headers by lower-case name; several of one name joined with a comma
   */
  public HttpRequest(
      String method, String rawPath, String rawQuery, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.rawPath = rawPath;
    this.query = Percent.decodeQuery(rawQuery);
    this.headers = new TreeMap<>(headers);
    this.body = body;
  }

  public String method() {
    return method;
  }

  public String rawPath() {
    return rawPath;
  }

  /** Decoded parameters by name, sorted; a parameter without {@code =} has the value "". */
  public Map<String, String> query() {
    return query;
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  public Map<String, String> headers() {
    return headers;
  }

  /**
   * @param name in lower case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Not a copy: leave it as it is. */
  public byte[] body() {
    return body;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
