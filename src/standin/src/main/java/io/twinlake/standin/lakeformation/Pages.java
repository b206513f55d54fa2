package io.twinlake.standin.lakeformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.PojoJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Cuts lists into pages. A token is good for the request it was given for only. */
final class Pages {
  private static final int MAX = 1000;
  private static final Pattern TOKEN = Pattern.compile("(-?\\d{1,10}):(\\d{1,9}):(\\d{1,9})");

  private volatile Paging paging = Paging.AWKWARD;

  /**
   * @param nextToken null after the last page only: a page may be empty before that
   */
  record Page<T>(List<T> items, @Nullable String nextToken) {}

  private record Cursor(int scope, int from, int page) {
    String token() {
      byte[] text = (scope + ":" + from + ":" + page).getBytes(StandardCharsets.US_ASCII);
      return Base64.getUrlEncoder().encodeToString(text);
    }
  }

  void paging(Paging how) {
    paging = how;
  }

  /**
   * @param request with MaxResults from 1 to 1000 and NextToken, or without
   * @throws AwsError InvalidInputException for another size or a token of another request
   */
  <T> Page<T> page(List<T> all, SdkPojo request) {
    ObjectNode body = PojoJson.encode(request);
    int limit = body.path("MaxResults").asInt(MAX);
    if (limit < 1 || limit > MAX) {
      throw AwsError.invalidInput("MaxResults must be between 1 and " + MAX + ".");
    }
    Cursor cursor = cursor(request, body);
    int from = Math.min(cursor.from, all.size());
    int available = Math.min(limit, all.size() - from);
    int to = from + paging.size(cursor.page, available);
    return new Page<>(
        all.subList(from, to),
        to == all.size() ? null : new Cursor(cursor.scope, to, cursor.page + 1).token());
  }

  private static Cursor cursor(SdkPojo request, ObjectNode body) {
    String token = body.path("NextToken").asText();
    body.remove(List.of("MaxResults", "NextToken"));
    int scope = (request.getClass().getSimpleName() + body).hashCode();
    if (token.isEmpty()) {
      return new Cursor(scope, 0, 0);
    }
    Matcher parts = TOKEN.matcher(decoded(token));
    if (!parts.matches() || !parts.group(1).equals(String.valueOf(scope))) {
      throw invalid();
    }
    return new Cursor(scope, Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static AwsError invalid() {
    return AwsError.invalidInput("Unable to parse the NextToken.");
  }
}
