package io.twinlake.command;

import com.google.common.base.Suppliers;
import io.twinlake.model.Events;
import io.twinlake.model.Principal;
import io.twinlake.plan.Grantees;
import io.twinlake.source.IamPrincipals;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Objects to roles and users that are gone from the account. IAM is asked when the first of them is
 * to be given something, and not at all otherwise; where it does not answer, nobody is objected to.
 */
final class IamGrantees implements Grantees {
  private final String account;
  private final Events events;
  private final Supplier<Optional<Set<String>>> roles;
  private final Supplier<Optional<Set<String>>> users;
  private final AtomicBoolean silent = new AtomicBoolean();

  IamGrantees(IamPrincipals iam, String account, Events events) {
    this.account = account;
    this.events = events;
    this.roles = Suppliers.memoize(() -> ask(iam::roles));
    this.users = Suppliers.memoize(() -> ask(iam::users));
  }

  @Override
  public Optional<String> objection(String id) {
    Principal principal = new Principal(id);
    boolean known = principal.isRole() || principal.isUser();
    if (!known || principal.isOutside(account)) {
      return Optional.empty();
    }
    return (principal.isRole() ? roles : users)
        .get()
        .filter(there -> !there.contains(id))
        .map(there -> "%s does not exist in account %s".formatted(id, account));
  }

  private Optional<Set<String>> ask(Supplier<Set<String>> question) {
    if (silent.get()) {
      return Optional.empty();
    }
    try {
      return Optional.of(question.get());
    } catch (SdkException e) {
      if (!silent.getAndSet(true)) {
        events.info(
            "IAM does not say which roles and users there are, so permissions of those that are gone show when they are written (%s)."
                .formatted(Failure.said(e)));
      }
      return Optional.empty();
    }
  }
}
