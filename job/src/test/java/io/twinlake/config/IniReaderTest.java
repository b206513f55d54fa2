package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.model.UserError;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IniReaderTest {
  @Test
  void readsWhatConfigParserReads() {
    assertThat(
            picture(
                """
                # a comment
                   ; and an indented one
                [DEFAULT]
                Inherited = 1
                [ Spaces ] trailing text
                equals=a = b
                colon : c:d
                  indented more = continues
                [A]
                  first = indented at once
                  second = x ; no comment, # neither
                    y

                    # a comment in between

                    z
                third =
                 late
                empty =
                KEY with SPACES = kept
                [a]
                first=other section
                [DEFAULT]
                again = 2
                """))
        .isEqualTo(
            """
            3 [DEFAULT]
            4 inherited=1
            24 again=2
            5 [ Spaces ]
            6 equals=a = b
            7 colon=c:d|indented more = continues
            9 [A]
            10 first=indented at once
            11 second=x ; no comment, # neither|y|||z
            17 third=|late
            19 empty=
            20 key with spaces=kept
            21 [a]
            22 first=other section""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [A]/b          | f:2: \\"b\\" is not a line of a configuration; write [section], key = value, # comment, or indent it to continue the value above.
          [A]/b/ c/d=1   | f:2: \\"b\\" is not a line of a configuration; write [section], key = value, # comment, or indent it to continue the value above.
          [A]/= 1        | f:2: \\"= 1\\" is not a line of a configuration; write [section], key = value, # comment, or indent it to continue the value above.
          [A             | f:1: \\"[A\\" is not a line of a configuration; write [section], key = value, # comment, or indent it to continue the value above.
          a=1/b=2/[A]    | f:1: a stands before the first [section]; move it into one.
          [A]/[B]/[A]    | f:3: [A] is there already, in line 1; move its keys there.
          [A]/b=1/B:2    | f:3: [A] b is set already, in line 2; remove one of the two.
          [DEFAULT]/b=1/[DEFAULT]/b=2 | f:4: [DEFAULT] b is set already, in line 2; remove one of the two.
          """)
  void refusesWhatConfigParserRefuses(String lines, String sentence) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> picture(lines.replace('/', '\n')))
        .satisfies(
            error -> assertThat(error.problems()).containsExactly(sentence.replace("\\", "")));
  }

  @Test
  void seesTheSectionsOwnKeyBeforeTheInheritedOne() {
    IniFile file = IniReader.read("[DEFAULT]\na=1\nb=1\n[S]\nB=2", new Problems("f"));
    assertThat(file.find("S", "A")).map(IniEntry::value).contains("1");
    assertThat(file.find("S", "b")).map(IniEntry::value).contains("2");
    assertThat(file.find("none", "b")).map(IniEntry::value).contains("1");
    assertThat(file.find("S", "c")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "plain,                 plain",
    "100%%,                 100%",
    "%%(one)s,              %(one)s",
    "%(one)s-%(ONE)s,       1-1",
    "%(two)s,               <1>",
    "%(percent)s,           %",
    "%(ten)s,               end",
  })
  void putsInOtherValues(String value, String expanded) {
    assertThat(Interpolation.expand(chain(), "S", value)).isEqualTo(expanded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          50%        | has a % that stands alone; write %% for one, or %(key)s for a value
          %(one)     | has a % that stands alone; write %% for one, or %(key)s for a value
          %()s       | has a % that stands alone; write %% for one, or %(key)s for a value
          %s         | has a % that stands alone; write %% for one, or %(key)s for a value
          %(none)s   | refers to %(none)s, which neither [S] nor [DEFAULT] has; add that key or write the value out
          %(eleven)s | refers to other keys more than ten deep; does it refer to itself
          %(self)s   | refers to other keys more than ten deep; does it refer to itself
          """)
  void refusesReferencesThatLeadNowhere(String value, String complaint) {
    assertThatThrownBy(() -> Interpolation.expand(chain(), "S", value))
        .isInstanceOf(BadValue.class)
        .hasMessage(complaint);
  }

  @Test
  void endsWhenEveryLevelRefersToTheNextManyTimes() {
    StringBuilder text = new StringBuilder("[S]\nk0=\n");
    for (int i = 1; i < 9; i++) {
      text.append("k")
          .append(i)
          .append('=')
          .append(("%(k" + (i - 1) + ")s").repeat(50))
          .append('\n');
    }
    IniFile file = IniReader.read(text.toString(), new Problems("f"));
    assertThatThrownBy(() -> Interpolation.expand(file, "S", "%(k8)s"))
        .isInstanceOf(BadValue.class)
        .hasMessage("refers to other keys more than 1,000 times; write the values out");
  }

  /** {@code k2} … {@code ten}: a chain whose last link is as deep as Python allows. */
  private static IniFile chain() {
    return IniReader.read(
        """
        [DEFAULT]
        one = 1
        percent = %%
        [S]
        two = <%(one)s>
        self = %(self)s
        k1 = end
        k2 = %(k1)s
        k3 = %(k2)s
        k4 = %(k3)s
        k5 = %(k4)s
        k6 = %(k5)s
        k7 = %(k6)s
        k8 = %(k7)s
        ten = %(k8)s
        eleven = %(ten)s
        """,
        new Problems("f"));
  }

  private static String picture(String text) {
    Problems problems = new Problems("f");
    IniFile file = IniReader.read(text, problems);
    problems.throwIfAny();
    return file.sections().values().stream()
        .map(IniReaderTest::picture)
        .collect(Collectors.joining("\n"));
  }

  private static String picture(IniSection section) {
    return section.entries().values().stream()
        .map(e -> "\n" + e.line() + " " + e.key() + "=" + e.value().replace('\n', '|'))
        .collect(Collectors.joining("", section.line() + " [" + section.name() + "]", ""));
  }
}
