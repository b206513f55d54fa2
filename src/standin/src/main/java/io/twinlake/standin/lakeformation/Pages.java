package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages; a token holds where the next one starts and how many came before. */
final class Pages {
  private static final int MAX = 1000;
  private volatile Paging paging = Paging.AWKWARD;

  record Page<T>(List<T> items, @Nullable String nextToken) {}

  void paging(Paging how) {
    paging = how;
  }

  /**
   * @throws AwsError InvalidInputException for a size outside 1..1000 or an unknown token
   */
  <T> Page<T> page(List<T> all, @Nullable Integer size, @Nullable String token) {
    int limit = size == null ? MAX : size;
    if (limit < 1 || limit > MAX) {
      throw AwsError.invalidInput("MaxResults must be between 1 and " + MAX + ".");
    }
    int[] at = parse(token);
    int from = Math.min(at[0], all.size());
    int to = Math.min(from + take(limit, at[1]), all.size());
    boolean last = to == all.size() && (paging == Paging.FULL || to == from);
    return new Page<>(all.subList(from, to), last ? null : token(to, at[1] + 1));
  }

  private int take(int limit, int page) {
    if (paging == Paging.FULL) {
      return limit;
    }
    return page % 2 == 1 ? 0 : Math.max(1, page % 4 == 0 ? limit * 2 / 3 : limit);
  }

  private static String token(int from, int page) {
    byte[] text = ("at:" + from + ":" + page).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().encodeToString(text);
  }

  private static int[] parse(@Nullable String token) {
    if (token == null) {
      return new int[] {0, 0};
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      String[] parts = text.split(":", -1);
      return new int[] {Integer.parseInt(parts[1]), Integer.parseInt(parts[2])};
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw AwsError.invalidInput("Invalid NextToken.");
    }
  }
}
