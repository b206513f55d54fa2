package io.twinlake.source;

import com.google.common.collect.Iterators;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one list call, each asked for when it is needed. AWS sends short and empty pages
 * before the last one; only an absent token ends them (aws-facts 1).
 */
final class Pages<P> implements Iterator<P> {
  /** Asks for the page at a token; null for the first. */
  @FunctionalInterface
  interface Call<P> {
    P at(@Nullable String token);
  }

  private final Call<P> call;
  private final Function<P, @Nullable String> nextToken;
  private boolean begun;
  private @Nullable String token;

  Pages(Call<P> call, Function<P, @Nullable String> nextToken) {
    this.call = call;
    this.nextToken = nextToken;
  }

  /** The items of all pages in AWS's order. */
  static <P, T> Iterator<T> items(Iterator<P> pages, Function<P, List<T>> items) {
    return Iterators.concat(Iterators.transform(pages, page -> items.apply(page).iterator()));
  }

  @Override
  public boolean hasNext() {
    return !begun || token != null;
  }

  @Override
  public P next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    P page = call.at(token);
    begun = true;
    token = nextToken.apply(page);
    return page;
  }
}
