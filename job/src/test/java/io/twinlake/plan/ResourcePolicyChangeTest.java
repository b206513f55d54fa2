package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.ResourcePolicy;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ResourcePolicyChangeTest {
  private static final String RAM = "+ram.amazonaws.com";

  /** Statements by what they are about, + allows and - denies. */
  private static ResourcePolicy policy(String... statements) {
    return ResourcePolicy.parse(
        Arrays.stream(statements)
            .map(
                text ->
                    "{\"Sid\":\"%s\",\"Effect\":\"%s\",\"Resource\":\"%s\"}"
                        .formatted(
                            text, text.startsWith("-") ? "Deny" : "Allow", text.substring(1)))
            .collect(Collectors.joining(",", "{\"Statement\":[", "]}")));
  }

  private static ResourcePolicyChange narrowing(ResourcePolicy desired, ResourcePolicy base) {
    return ResourcePolicyChange.narrowing(desired, base);
  }

  @Test
  void theFirstStepDeniesAndTakesButAllowsNothing() {
    ResourcePolicyChange first = narrowing(policy("-a", "+b"), policy("+c", "-d"));
    assertThat(first.on(policy("+c", "-d", "+own")).names()).isEqualTo("-d, +own, -a");
  }

  @Test
  void theLastStepIsTheSourcesAndKeepsTheTargetsOwn() {
    ResourcePolicyChange last =
        ResourcePolicyChange.whole(policy("-a", "+b"), policy("+c", "-d", "-a"));
    assertThat(last.on(policy("+c", "-d", "+own", "-own", "-a")).names())
        .isEqualTo("+own, -own, -a, +b");
  }

  @Test
  void sharesAreNeverTaken() {
    assertThat(ResourcePolicyChange.whole(policy(), policy(RAM)).on(policy(RAM)).names())
        .isEqualTo(RAM);
    assertThat(narrowing(policy(), policy(RAM)).on(policy(RAM)).names()).isEqualTo(RAM);
  }

  @Test
  void whatIsThereAlreadyIsNoChange() {
    ResourcePolicyChange change = ResourcePolicyChange.whole(policy("-a", "+b"), policy("+c"));
    assertThat(change.changes(policy("+b", "-a", "+own"))).isFalse();
    assertThat(change.changes(policy("+b", "-a", "+c"))).isTrue();
    assertThat(change.changes(policy("+b"))).isTrue();
    assertThat(narrowing(policy("+b"), policy()).changes(policy())).isFalse();
  }

  @Test
  void itIsReadAsItWasWritten() {
    ResourcePolicyChange change = ResourcePolicyChange.whole(policy("-a"), policy("+c"));
    ResourcePolicyChange read = ResourcePolicyChange.of(change.toInput());
    assertThat(read.add().saysTheSame(change.add())).isTrue();
    assertThat(read.remove().saysTheSame(change.remove())).isTrue();
  }

  @Test
  void itSaysWhatIsLackingOrTooMuch() {
    ResourcePolicyChange change = ResourcePolicyChange.whole(policy("-a", "+b"), policy("+c"));
    assertThat(change.on("the target's", policy("-a"))).isEqualTo("the target's lacks +b");
    assertThat(change.on("the target's", policy("-a", "+b", "+c")))
        .isEqualTo("the target's has what the source's has no more: +c");
  }
}
