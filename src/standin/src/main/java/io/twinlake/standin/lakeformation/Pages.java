package io.twinlake.standin.lakeformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.PojoJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Cuts lists into pages. A token is good for the request it was given for only. */
final class Pages {
  private static final int MAX = 1000;
  private static final Pattern TOKEN =
      Pattern.compile("(-?\\d{1,10}):(\\d{1,9}):(.*)", Pattern.DOTALL);

  private volatile Paging paging = Paging.AWKWARD;

  /**
   * @param nextToken null after the last page only: a page may be empty before that
   */
  record Page<T>(List<T> items, @Nullable String nextToken) {
    <R> List<R> map(Function<T, R> view) {
      return items.stream().map(view).toList();
    }
  }

  /** What is listed, in the order of its keys; a page costs what it passes over and no more. */
  @FunctionalInterface
  interface Entries<T> {
    /** The entries after a key; all of them after "". */
    Stream<Map.Entry<String, T>> after(String key);

    static <T> Entries<T> of(NavigableMap<String, T> byKey) {
      return key -> (key.isEmpty() ? byKey : byKey.tailMap(key, false)).entrySet().stream();
    }
  }

  private record Cursor(int scope, int page, String after) {
    String token() {
      byte[] text = (scope + ":" + page + ":" + after).getBytes(StandardCharsets.UTF_8);
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
  <T> Page<T> page(Entries<T> all, SdkPojo request) {
    ObjectNode body = PojoJson.encode(request);
    int limit = body.path("MaxResults").asInt(MAX);
    if (limit < 1 || limit > MAX) {
      throw AwsError.invalidInput("MaxResults must be between 1 and " + MAX + ".");
    }
    Cursor cursor = cursor(request, body);
    Iterator<Map.Entry<String, T>> rest = all.after(cursor.after).iterator();
    List<Map.Entry<String, T>> found = new ArrayList<>();
    while (found.size() < limit && rest.hasNext()) {
      found.add(rest.next());
    }
    int size = paging.size(cursor.page, found.size());
    List<T> items = found.subList(0, size).stream().map(Map.Entry::getValue).toList();
    if (size == found.size() && !rest.hasNext()) {
      return new Page<>(items, null);
    }
    String last = size == 0 ? cursor.after : found.get(size - 1).getKey();
    return new Page<>(items, new Cursor(cursor.scope, cursor.page + 1, last).token());
  }

  private static Cursor cursor(SdkPojo request, ObjectNode body) {
    String token = body.path("NextToken").asText();
    body.remove(List.of("MaxResults", "NextToken"));
    int scope = (request.getClass().getSimpleName() + body).hashCode();
    if (token.isEmpty()) {
      return new Cursor(scope, 0, "");
    }
    Matcher parts = TOKEN.matcher(decoded(token));
    if (!parts.matches() || !parts.group(1).equals(String.valueOf(scope))) {
      throw invalid();
    }
    return new Cursor(scope, Integer.parseInt(parts.group(2)), parts.group(3));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static AwsError invalid() {
    return AwsError.invalidInput("Unable to parse the NextToken.");
  }
}
