package io.twinlake.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An ARN of a policy, whose fields may be patterns; a {@code *} at its end stands for the fields
 * that it lacks, too.
 *
 * @param fields six of them
 */
record PolicyArn(List<String> fields) {
  private static final int FIELDS = 6;
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;
  private static final Pattern OF_REGION = Pattern.compile("[a-z0-9*?-]*");
  private static final Pattern OF_ACCOUNT = Pattern.compile("[0-9*?]*|aws");

  PolicyArn {
    fields = List.copyOf(fields);
  }

  /** Empty for what may be an ARN only once it is filled in, or in which fields run together. */
  static Optional<PolicyArn> parse(String text) {
    List<String> fields = new ArrayList<>(List.of(text.split(":", FIELDS)));
    while (fields.size() < FIELDS && text.endsWith("*")) {
      fields.add("*");
    }
    return fields.size() == FIELDS
            && OF_REGION.matcher(fields.get(REGION)).matches()
            && OF_ACCOUNT.matcher(fields.get(ACCOUNT)).matches()
            && !new PolicyPattern(text).isVariable()
        ? Optional.of(new PolicyArn(fields))
        : Optional.empty();
  }

  PolicyPattern region() {
    return new PolicyPattern(fields.get(REGION));
  }

  PolicyPattern account() {
    return new PolicyPattern(fields.get(ACCOUNT));
  }

  boolean isIn(String region, String account) {
    return region().matches(region) && account().matches(account);
  }

  /** With these in place of fields that do not match them. */
  PolicyArn in(String region, String account) {
    List<String> changed = new ArrayList<>(fields);
    if (!region().matches(region)) {
      changed.set(REGION, region);
    }
    if (!account().matches(account)) {
      changed.set(ACCOUNT, account);
    }
    return new PolicyArn(changed);
  }

  String text() {
    return String.join(":", fields);
  }
}
