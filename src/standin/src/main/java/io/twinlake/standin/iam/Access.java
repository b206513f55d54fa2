package io.twinlake.standin.iam;

import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Caller;
import java.util.HashMap;
import java.util.Map;

/**
 * One question to IAM.
 *
 * @param action e.g. {@code glue:GetTables}
 * @param resource an ARN, or {@code *} for actions that have none
 * @param context condition keys in lower case and their values
 */
public record Access(Caller caller, String action, String resource, Map<String, String> context) {
  public Access {
    context = Map.copyOf(context);
  }

  public static Access of(Call call, String action, String resource) {
    return new Access(
        call.caller(),
        action,
        resource,
        Map.of(
            "aws:requestedregion", call.region(),
            "aws:principalaccount", call.caller().account(),
            "aws:principalarn", call.caller().principal(),
            // Loopback stands for TLS, which AWS requires of conditional writes.
            "aws:securetransport", "true",
            "aws:resourceaccount", call.caller().account()));
  }

  public Access with(String conditionKey, String value) {
    Map<String, String> more = new HashMap<>(context);
    more.put(conditionKey, value);
    return new Access(caller, action, resource, more);
  }

  /** The account whose policies, beside the caller's, must agree. */
  public String resourceAccount() {
    return context.getOrDefault("aws:resourceaccount", caller.account());
  }
}
