package io.twinlake.transform;

import io.twinlake.model.Principal;
import io.twinlake.model.Wildcard;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who stands for whom in the target: an entry for exactly this principal, else the pattern that
 * describes it most closely, else its account's. What was mapped once is not mapped again, and
 * IAM_ALLOWED_PRINCIPALS stands for itself.
 *
 * @param accounts source account to target account
 * @param entries principals, Identity Center ids and patterns to what stands for them; an empty
 *     text leaves them out
 */
public record PrincipalMapping(Map<String, String> accounts, Map<String, String> entries) {
  public static final PrincipalMapping IDENTITY = new PrincipalMapping(Map.of(), Map.of());

  private static final String LEFT_OUT = "";

  public PrincipalMapping {
    accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  public boolean isIdentity() {
    return accounts.isEmpty() && entries.isEmpty();
  }

  /** As it was before anybody was left out: who may have been given something by earlier runs. */
  public PrincipalMapping leavingOutNobody() {
    Map<String, String> all = new LinkedHashMap<>(entries);
    all.values().removeIf(LEFT_OUT::equals);
    return new PrincipalMapping(accounts, all);
  }

  /** Who stands for the principal; one that is left out is named as in the source. */
  public String principal(String id) {
    if (new Principal(id).isEveryone()) {
      return id;
    }
    return entry(id).map(to -> to.equals(LEFT_OUT) ? id : to).orElseGet(() -> arn(id));
  }

  /** Whether nothing is given to whoever would stand for the principal. */
  public boolean leavesOut(String id) {
    return !new Principal(id).isEveryone() && entry(id).filter(LEFT_OUT::equals).isPresent();
  }

  /** The account that stands for this one. */
  public String account(String id) {
    return accounts.getOrDefault(id, id);
  }

  /** An account's id, an ARN, or the id of a catalog, in the account that stands for its own. */
  public String arn(String text) {
    return Principal.inAccount(text, this::account);
  }

  private Optional<String> entry(String id) {
    return Optional.ofNullable(entries.get(id))
        .or(() -> byIdentityCenterId(id))
        .map(to -> within(id, to))
        .or(() -> byPattern(id));
  }

  private Optional<String> byIdentityCenterId(String arn) {
    return new Principal(arn).identityCenterId().map(entries::get);
  }

  /** An Identity Center id alone stands within the ARN that had the other one. */
  private static String within(String arn, String to) {
    boolean isArn = new Principal(arn).identityCenterId().isPresent();
    return isArn && new Principal(to).isBareId()
        ? new Principal(arn).withIdentityCenterId(to).id()
        : to;
  }

  private Optional<String> byPattern(String id) {
    return entries.keySet().stream()
        .map(Wildcard::new)
        .filter(pattern -> pattern.isPattern() && pattern.matches(id))
        .max(Comparator.comparingInt(Wildcard::literals))
        .map(pattern -> filled(pattern, id));
  }

  private String filled(Wildcard pattern, String id) {
    List<String> captures = pattern.captures(id).orElse(List.of());
    return new Wildcard(entries.getOrDefault(pattern.text(), LEFT_OUT)).filled(captures);
  }
}
