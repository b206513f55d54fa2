package io.twinlake.plan;

import java.util.Optional;

/** To whom anything may be given in the target. */
@FunctionalInterface
public interface Grantees {
  /** Objects to nobody. */
  Grantees ANYONE = principal -> Optional.empty();

  /**
   * Why nothing is given to a principal, for people, e.g. "IAM has no such role".
   *
   * @param principal as Lake Formation names it (aws-facts 22)
   */
  Optional<String> objection(String principal);
}
