package io.twinlake.transform;

import io.twinlake.model.Wildcard;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an ARN, or a pattern of ARNs, in a condition is in the target.
 *
 * @param allows whether it may match nobody who is left out
 */
record ArnCounterpart(PolicyRewrite law, boolean allows) {

  /** The same pattern there; empty when it would match others. */
  Optional<String> ofPattern(String pattern) {
    return PolicyArn.parse(pattern)
        .filter(this::isOfAllOrNone)
        .map(arn -> placed(arn).equals(arn) ? pattern : placed(arn).text())
        .filter(
            mapped ->
                law.principals().entries().entrySet().stream()
                    .allMatch(each -> isSame(pattern, mapped, each.getKey(), each.getValue())));
  }

  /** The ARN in the target's region if it is in the source's. */
  String inRegion(String text) {
    return PolicyArn.parse(text)
        .filter(arn -> arn.region().text().equals(law.sourceRegion()))
        .map(arn -> arn.in(law.targetRegion(), arn.account().text()).text())
        .orElse(text);
  }

  private PolicyArn placed(PolicyArn arn) {
    String region = arn.region().text();
    String account = arn.account().text();
    return arn.in(
        region.equals(law.sourceRegion()) ? law.targetRegion() : region,
        law.principals().account(account));
  }

  /** Whether its patterns match what is in the source and what stands for it, or neither. */
  private boolean isOfAllOrNone(PolicyArn arn) {
    boolean region =
        !arn.region().isPattern()
            || arn.region().matches(law.sourceRegion()) == arn.region().matches(law.targetRegion());
    return region
        && (!arn.account().isPattern()
            || law.principals().accounts().entrySet().stream()
                .allMatch(
                    each ->
                        arn.account().matches(each.getKey())
                            == arn.account().matches(each.getValue())));
  }

  /** Whether a pattern and what becomes of it match an entry of the mapping alike. */
  private boolean isSame(String pattern, String mapped, String from, String to) {
    if (to.isEmpty()) {
      return !allows || !meets(pattern, from);
    }
    boolean both = covers(pattern, from) && covers(mapped, to);
    return both || (!meets(pattern, from) && !meets(mapped, to));
  }

  private static boolean covers(String pattern, String described) {
    return new PolicyPattern(pattern).matches(described);
  }

  /** ARNs are compared field by field. */
  private static boolean meets(String pattern, String described) {
    List<Wildcard> one = fields(pattern);
    List<Wildcard> other = fields(described);
    return one.size() == other.size()
        && IntStream.range(0, one.size()).allMatch(i -> one.get(i).meets(other.get(i)));
  }

  private static List<Wildcard> fields(String pattern) {
    return PolicyArn.parse(pattern).map(PolicyArn::fields).orElse(List.of()).stream()
        .map(field -> new Wildcard(field.replace('?', '*')))
        .toList();
  }
}
