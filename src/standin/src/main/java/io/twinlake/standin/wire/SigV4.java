package io.twinlake.standin.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The Authorization header of AWS Signature Version 4, and the check of its signature and of the
 * payload's hash. The signatures inside an aws-chunked body are not checked: its checksum is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS:
 *     create a signed request</a>
 */
public record SigV4(
    String accessKey,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request"
              + "\\s*,\\s*SignedHeaders=([^,\\s]+)\\s*,\\s*Signature=([0-9a-f]{64})");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public SigV4 {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /** Empty when the header is not SigV4. */
  public static Optional<SigV4> parse(String authorization) {
    Matcher m = HEADER.matcher(authorization);
    if (!m.matches()) {
      return Optional.empty();
    }
    List<String> signed = Arrays.asList(m.group(5).split(";", -1));
    return Optional.of(
        new SigV4(m.group(1), m.group(2), m.group(3), m.group(4), signed, m.group(6)));
  }

  /** Whether this header was made for this request with this secret key. */
  public boolean isValidFor(HttpRequest request, String secretKey) {
    String timestamp = request.header("x-amz-date").orElse("");
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            timestamp,
            String.join("/", date, region, service, "aws4_request"),
            sha256(canonical(request).getBytes(StandardCharsets.UTF_8)));
    return payloadMatches(request)
        && MessageDigest.isEqual(
            HexFormat.of().parseHex(signature), hmac(signingKey(secretKey), toSign));
  }

  private static boolean payloadMatches(HttpRequest request) {
    return request
        .header("x-amz-content-sha256")
        .filter(HASH.asMatchPredicate())
        .map(sha256(request.body())::equals)
        .orElse(true);
  }

  private String canonical(HttpRequest request) {
    return String.join(
        "\n",
        request.method(),
        Percent.encodePath(Percent.decode(request.rawPath())),
        canonicalQuery(request.query()),
        canonicalHeaders(request),
        String.join(";", signedHeaders),
        request.header("x-amz-content-sha256").orElseGet(() -> sha256(request.body())));
  }

  private static String canonicalQuery(Map<String, String> query) {
    return query.entrySet().stream()
        .map(e -> Percent.encode(e.getKey()) + "=" + Percent.encode(e.getValue()))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private String canonicalHeaders(HttpRequest request) {
    return signedHeaders.stream()
        .map(
            name ->
                name + ":" + request.header(name).orElse("").strip().replaceAll(" +", " ") + "\n")
        .collect(Collectors.joining());
  }

  private byte[] signingKey(String secretKey) {
    byte[] key = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), date);
    for (String part : List.of(region, service, "aws4_request")) {
      key = hmac(key, part);
    }
    return key;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
