package io.twinlake.config;

import java.util.List;

/** A Python literal. */
sealed interface Literal {
  record Text(String value) implements Literal {}

  /** A list or a tuple. */
  record Items(List<Literal> items) implements Literal {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A dict, with keys that were given twice still in it. */
  record Pairs(List<Pair> pairs) implements Literal {
    public Pairs {
      pairs = List.copyOf(pairs);
    }
  }

  record Pair(Literal key, Literal value) {}

  /** A number, True, False or None, as written. */
  record Atom(String source) implements Literal {}
}
