package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.config.Literal.Atom;
import io.twinlake.config.Literal.Items;
import io.twinlake.config.Literal.Pair;
import io.twinlake.config.Literal.Pairs;
import io.twinlake.config.Literal.Text;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LiteralReaderTest {
  static Stream<Arguments> literals() {
    Text a = new Text("a");
    Text b = new Text("b");
    return Stream.of(
        Arguments.of("'a'", a),
        Arguments.of("  \"a\"  # comment", a),
        Arguments.of("''", new Text("")),
        Arguments.of("'it\\'s \\\\ \"x\" # no comment'", new Text("it's \\ \"x\" # no comment")),
        Arguments.of("[]", new Items(List.of())),
        Arguments.of("['a', \"b\",]", new Items(List.of(a, b))),
        Arguments.of("[\n'a', # first\n#second\n'b'\n]", new Items(List.of(a, b))),
        Arguments.of("()", new Items(List.of())),
        Arguments.of("('a', 'b')", new Items(List.of(a, b))),
        Arguments.of("('a',)", new Items(List.of(a))),
        Arguments.of("(('a', 'b'), # c\n)", new Items(List.of(new Items(List.of(a, b))))),
        Arguments.of("('a')", a),
        Arguments.of(
            "['a', ('b', ['a'])]",
            new Items(List.of(a, new Items(List.of(b, new Items(List.of(a))))))),
        Arguments.of("{}", new Pairs(List.of())),
        Arguments.of("{'a':'b', 'a' : 'a' ,}", new Pairs(List.of(new Pair(a, b), new Pair(a, a)))),
        Arguments.of(
            "[1, -2.5, True, None]",
            new Items(
                List.of(new Atom("1"), new Atom("-2.5"), new Atom("True"), new Atom("None")))));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void readsWhatPythonReads(String source, Literal literal) {
    assertThat(LiteralReader.read(source)).isEqualTo(literal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``          | at character 1 the value ends where a text in quotes, [a list] or {a: dict} should be
          [           | at character 2 the value ends where a text in quotes, [a list] or {a: dict} should be
          ['a'        | at character 5 the value ends where a comma or ] should be
          ['a')       | at character 5 it has ) where a comma or ] should be
          ['a' 'b']   | at character 6 it has 'b'] where a comma or ] should be
          [,]         | at character 2 it has ,] where a text in quotes, [a list] or {a: dict} should be
          ['a',,'b']  | at character 6 it has ,'b'] where a text in quotes, [a list] or {a: dict} should be
          ['a         | at character 4 the value ends where a closing ' should be
          ['a"]       | at character 6 the value ends where a closing ' should be
          [a]         | at character 2 it has a] where 'a' in quotes should be
          {'a'}       | at character 5 it has } where a colon and a value should be
          {'a':}      | at character 6 it has } where a text in quotes, [a list] or {a: dict} should be
          {'a':'b'    | at character 9 the value ends where a comma or } should be
          ['a'] x     | at character 7 it has x where the end of the value should be
          'a', 'b'    | at character 4 it has , 'b' where the end of the value should be
          ['a\\t']    | at character 5 it has t'] where \\\\, \\' or \\" (names hold no other escapes) should be
          """)
  void saysWhereItIsNoLiteral(String source, String place) {
    assertThatThrownBy(() -> LiteralReader.read(source))
        .isInstanceOf(BadValue.class)
        .hasMessage("is not a Python literal: " + place.replace("\\\\\\\\", "\\\\"));
  }

  @Test
  void refusesNestingWithoutEnd() {
    assertThatThrownBy(() -> LiteralReader.read("[".repeat(100_000)))
        .isInstanceOf(BadValue.class)
        .hasMessageContaining("where less nesting should be");
  }
}
