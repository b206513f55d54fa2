package io.twinlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  @ParameterizedTest
  @CsvSource({
    "a*c, abc, b",
    "a*c, ac, ''",
    "*, '', ''",
    "*, abc, abc",
    "a*, a/b/c, /b/c",
    "*c, c, ''",
    "a*b*c, axbybzc, 'x,ybz'",
    "a**c, abc, ',b'",
    "role/*/x-*, role/team/x-1, 'team,1'",
  })
  void capturesWhatEachStarStandsFor(String pattern, String text, String captures) {
    assertThat(new Wildcard(pattern).captures(text)).contains(List.of(captures.split(",", -1)));
  }

  @ParameterizedTest
  @CsvSource({
    "a*c, abcd",
    "a*c, bac",
    "abc, abd",
    "abc, ab*c",
    "ab*ba, aba",
    "a*b*c, acb",
    "a.c, abc"
  })
  void matchesTheWholeTextOrNothing(String pattern, String text) {
    assertThat(new Wildcard(pattern).captures(text)).isEmpty();
  }

  @Test
  void fillsItsStarsInOrder() {
    assertThat(new Wildcard("x/*-*/z").filled(List.of("1", "$2"))).isEqualTo("x/1-$2/z");
  }

  /** Against all texts of up to five letters, which tell all short patterns apart. */
  @Test
  void meetsAnotherExactlyWhenSomeTextMatchesBoth() {
    List<String> texts = words("ab", 5);
    for (String one : words("ab*", 3)) {
      for (String another : words("ab*", 3)) {
        Wildcard a = new Wildcard(one);
        Wildcard b = new Wildcard(another);
        assertThat(a.meets(b))
            .as("%s and %s", one, another)
            .isEqualTo(texts.stream().anyMatch(text -> a.matches(text) && b.matches(text)));
      }
    }
  }

  private static List<String> words(String letters, int longest) {
    List<String> words = new ArrayList<>(List.of(""));
    for (int i = 0; words.get(i).length() < longest; i++) {
      for (int letter = 0; letter < letters.length(); letter++) {
        words.add(words.get(i) + letters.charAt(letter));
      }
    }
    return words;
  }
}
