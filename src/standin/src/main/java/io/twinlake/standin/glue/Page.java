package io.twinlake.standin.glue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a listing.
 *
 * @param nextToken null after the last page only: a page may be empty before that
 */
record Page<T>(List<T> items, @Nullable String nextToken) {
  /**
   * @param rest the items after the cursor, in order
   * @param key what the next cursor says of the last item given
   */
  static <T> Page<T> of(
      Cursor cursor, Iterator<T> rest, int most, Paging paging, Function<T, List<String>> key) {
    List<T> items = new ArrayList<>();
    while (items.size() < most && rest.hasNext()) {
      items.add(rest.next());
    }
    int size = paging.size(cursor.page(), items.size());
    if (size == items.size() && !rest.hasNext()) {
      return new Page<>(items, null);
    }
    List<T> given = items.subList(0, size);
    List<String> last = given.isEmpty() ? cursor.after() : key.apply(given.get(size - 1));
    return new Page<>(given, cursor.next(last).token());
  }

  <R> List<R> map(Function<T, R> view) {
    return items.stream().map(view).toList();
  }
}
