package io.twinlake.standin;

import io.twinlake.standin.wire.Call;

/**
 * Which calls meet a fault: of those that fit, the {@code nth} and the ones after it, as many as
 * {@code times}.
 *
 * @param service {@code glue}, {@code lakeformation}, {@code s3}, {@code sts}, or {@code *}
 * @param operation AWS's name, or {@code *}
 * @param region the signed one, or {@code *}
 * @param nth from 1
 */
public record CallPattern(String service, String operation, String region, int nth, int times) {
  private static final String ANY = "*";

  public CallPattern {
    if (nth < 1 || times < 1) {
      throw new IllegalArgumentException("Calls are counted from 1, not " + nth + ", " + times);
    }
  }

  /** The first call of all. */
  public static CallPattern any() {
    return new CallPattern(ANY, ANY, ANY, 1, 1);
  }

  /** The first such call, e.g. {@code of("glue", "CreateTable")}. */
  public static CallPattern of(String service, String operation) {
    return new CallPattern(service, operation, ANY, 1, 1);
  }

  public CallPattern in(String where) {
    return new CallPattern(service, operation, where, nth, times);
  }

  public CallPattern nth(int first) {
    return new CallPattern(service, operation, region, first, times);
  }

  public CallPattern times(int count) {
    return new CallPattern(service, operation, region, nth, count);
  }

  public CallPattern always() {
    return times(Integer.MAX_VALUE);
  }

  boolean fits(Call call) {
    return fits(service, call.service())
        && fits(operation, call.operation())
        && fits(region, call.region());
  }

  /**
   * @param count how many calls fitted, this one included
   */
  boolean isHit(long count) {
    return count >= nth && count - nth < times;
  }

  private static boolean fits(String pattern, String value) {
    return pattern.equals(ANY) || pattern.equals(value);
  }
}
