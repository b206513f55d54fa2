package io.twinlake.plan;

import io.twinlake.model.Principal;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * To whom the configuration gives nothing: who is left out, and other accounts and organizations,
 * to whom a grant makes a share (aws-facts 22).
 *
 * @param account the target's
 * @param leftOut whether principal_mapping leaves a principal out
 */
public record GranteeRules(String account, boolean shareCrossAccount, Predicate<String> leftOut)
    implements Grantees {
  @Override
  public Optional<String> objection(String principal) {
    if (leftOut.test(principal)) {
      return Optional.of("principal_mapping leaves its principal out");
    }
    if (principal.length() > Principal.MAX_LENGTH) {
      return Optional.of("its principal has more than 255 characters, as it is mapped");
    }
    return !shareCrossAccount && new Principal(principal).isOutside(account)
        ? Optional.of(
            "it would be shared beyond account %s, and share_cross_account is False"
                .formatted(account))
        : Optional.empty();
  }
}
