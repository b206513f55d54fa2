package io.twinlake.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Reads what Python's {@code ast.literal_eval} accepts and a configuration can use: texts, lists,
 * tuples and dicts of them, comments and trailing commas included. Two texts side by side, which
 * Python would join, are taken for a forgotten comma.
 */
final class LiteralReader {
  private static final Set<String> WORDS = Set.of("True", "False", "None");

  /** Far more than any value needs, and far less than the stack holds. */
  private static final int MAX_DEPTH = 20;

  private final String source;
  private int at;
  private int depth;
  private boolean endedByComma;

  private LiteralReader(String source) {
    this.source = source;
  }

  /**
   * @throws BadValue with the position, counted from 1 in characters of the value
   */
  static Literal read(String source) {
    LiteralReader reader = new LiteralReader(source);
    Literal literal = reader.literal();
    if (!reader.ended()) {
      throw reader.expected("the end of the value");
    }
    return literal;
  }

  private Literal literal() {
    if (++depth > MAX_DEPTH) {
      throw expected("less nesting");
    }
    Literal literal = ofNext();
    depth--;
    return literal;
  }

  private Literal ofNext() {
    if (take('[')) {
      return new Literal.Items(until(']', this::literal));
    }
    if (take('{')) {
      return new Literal.Pairs(until('}', this::pair));
    }
    if (take('(')) {
      return parenthesised();
    }
    if (take('\'')) {
      return new Literal.Text(text('\''));
    }
    return take('"') ? new Literal.Text(text('"')) : atom();
  }

  /** One item without a comma is the item itself, as in Python. */
  private Literal parenthesised() {
    List<Literal> items = until(')', this::literal);
    return items.size() == 1 && !endedByComma ? items.get(0) : new Literal.Items(items);
  }

  private Literal.Pair pair() {
    Literal key = literal();
    if (!take(':')) {
      throw expected("a colon and a value");
    }
    return new Literal.Pair(key, literal());
  }

  private <T> List<T> until(char end, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    boolean separated = true;
    while (!take(end)) {
      if (!separated) {
        throw expected("a comma or " + end);
      }
      items.add(item.get());
      separated = take(',');
    }
    endedByComma = separated;
    return items;
  }

  private String text(char quote) {
    StringBuilder text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != '\n') {
      char next = source.charAt(at++);
      if (next == quote) {
        return text.toString();
      }
      text.append(next == '\\' ? escaped() : next);
    }
    throw expected("a closing " + quote);
  }

  private char escaped() {
    if (at == source.length() || "\\'\"".indexOf(source.charAt(at)) < 0) {
      throw expected("\\\\, \\' or \\\" (names hold no other escapes)");
    }
    return source.charAt(at++);
  }

  private Literal atom() {
    int begin = at;
    skip(c -> Character.isLetterOrDigit(c) || "_-+.".indexOf(c) >= 0);
    String word = source.substring(begin, at);
    if (WORDS.contains(word) || word.matches("[-+]?\\d+(\\.\\d*)?")) {
      return new Literal.Atom(word);
    }
    at = begin;
    throw expected(
        word.isEmpty()
            ? "a text in quotes, [a list] or {a: dict}"
            : "'%s' in quotes".formatted(word));
  }

  private boolean take(char wanted) {
    if (ended() || source.charAt(at) != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** Whether only blanks and comments were left. */
  private boolean ended() {
    skip(Character::isWhitespace);
    while (at < source.length() && source.charAt(at) == '#') {
      skip(c -> c != '\n');
      skip(Character::isWhitespace);
    }
    return at == source.length();
  }

  private void skip(IntPredicate wanted) {
    while (at < source.length() && wanted.test(source.charAt(at))) {
      at++;
    }
  }

  private BadValue expected(String wanted) {
    String found =
        at >= source.length() ? "the value ends" : "it has " + Problems.shown(source.substring(at));
    return new BadValue(
        "is not a Python literal: at character %d %s where %s should be"
            .formatted(at + 1, found, wanted));
  }
}
