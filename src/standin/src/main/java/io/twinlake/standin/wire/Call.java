package io.twinlake.standin.wire;

import java.util.regex.Pattern;

/** One authenticated request: who asks for which operation of which service in which region. */
public record Call(Caller caller, String service, String region, String operation) {
  private static final Pattern READ =
      Pattern.compile("(Get|List|Search|Describe|BatchGet|Head|Query|Check|AssumeRole).*");

  /** Whether the operation can change anything. */
  public boolean isWrite() {
    return !READ.matcher(operation).matches();
  }
}
