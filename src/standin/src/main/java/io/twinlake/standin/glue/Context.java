package io.twinlake.standin.glue;

import io.twinlake.standin.region.Rights;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all operations of one catalog share. */
record Context(Store store, Access access, Supplier<Paging> paging) {
  Rights rights() {
    return access.rights();
  }

  /** AWS answers whole seconds. */
  Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * As {@link Page#of}, with at most {@code asked} items, or {@code most} when nothing is asked.
   */
  <T> Page<T> page(
      Cursor cursor,
      Iterator<T> rest,
      @Nullable Integer asked,
      int most,
      Function<T, List<String>> key) {
    return Page.of(cursor, rest, asked == null ? most : asked, paging.get(), key);
  }
}
