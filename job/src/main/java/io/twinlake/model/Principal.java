package io.twinlake.model;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a permission is given to, in one of the forms of aws-facts 22.
 *
 * @param id as Lake Formation spells it
 */
public record Principal(String id) {
  /** The longest one that Lake Formation takes (aws-facts 22). */
  public static final int MAX_LENGTH = 255;

  private static final String ARN = "arn:aws[a-z-]*:";
  private static final String IDENTITY_CENTER_ID =
      "(?:[0-9a-f]{10}-)?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";

  private static final Pattern ROLE = Pattern.compile(ARN + "iam::(\\d{12}):role/\\S+");
  private static final Pattern USER = Pattern.compile(ARN + "iam::(\\d{12}):user/\\S+");
  private static final Pattern BARE_ID = Pattern.compile(IDENTITY_CENTER_ID);
  private static final Pattern IDENTITY_CENTER =
      Pattern.compile("(" + ARN + "identitystore:::(?:user|group)/)(\\S+)");
  private static final Pattern ORGANIZATION =
      Pattern.compile(
          ARN + "organizations::\\d{12}:(?:organization/o-[^/\\s]+|ou/o-[^/\\s]+/ou-\\S+)");

  private static final Pattern FORM =
      Pattern.compile(
          "\\d{12}(?::IAMPrincipals)?|"
              + (ARN + "iam::\\d{12}:(?:role|user)/\\S+|")
              + (ARN + "iam::\\d{12}:saml-provider/[^:\\s]+:(?:user|group)/.+|")
              + (ARN + "sts::\\d{12}:federated-user/.+|")
              + (ARN + "quicksight:[a-z0-9-]+:\\d{12}:(?:user|group|namespace)/.+|")
              + (ORGANIZATION + "|" + IDENTITY_CENTER + "|" + IDENTITY_CENTER_ID));

  private static final Pattern MANY =
      Pattern.compile(
          "\\d{12}|.*:IAMPrincipals|.*:organizations:.*|.*:(?:group|namespace)/.*", Pattern.DOTALL);

  /** The account that a text begins with: alone, or before what of it is meant. */
  private static final Pattern LEADING_ACCOUNT =
      Pattern.compile("()(\\d{12})((?::.*)?)", Pattern.DOTALL);

  /** An organization keeps the account that manages it, whoever shares with it. */
  private static final Pattern ARN_ACCOUNT =
      Pattern.compile(
          "(" + ARN + "(?!organizations:)[a-z0-9-]*:[a-z0-9-]*:)(\\d{12})(:.*)", Pattern.DOTALL);

  /** Whether it has one of the forms, IAM_ALLOWED_PRINCIPALS apart. */
  public boolean isWellFormed() {
    return id.length() <= MAX_LENGTH && FORM.matcher(id).matches();
  }

  public boolean isEveryone() {
    return id.equals(Grant.EVERYONE);
  }

  public boolean isRole() {
    return ROLE.matcher(id).matches();
  }

  public boolean isUser() {
    return USER.matcher(id).matches();
  }

  /** Whether it stands for more than one identity: an account, an organization, a group. */
  public boolean standsForMany() {
    return MANY.matcher(id).matches();
  }

  /** Whether it is an Identity Center user's or group's id without the ARN around it. */
  public boolean isBareId() {
    return BARE_ID.matcher(id).matches();
  }

  /** The id within an Identity Center ARN. */
  public Optional<String> identityCenterId() {
    Matcher arn = IDENTITY_CENTER.matcher(id);
    return arn.matches() ? Optional.of(arn.group(2)) : Optional.empty();
  }

  /** The same Identity Center ARN with another id. */
  public Principal withIdentityCenterId(String other) {
    Matcher arn = IDENTITY_CENTER.matcher(id);
    return arn.matches() ? new Principal(arn.group(1) + other) : this;
  }

  /** The account it belongs to; an organization and an Identity Center identity have none. */
  public Optional<String> account() {
    return account(id);
  }

  /** Whether a grant to it reaches beyond the account and makes a share (aws-facts 22). */
  public boolean isOutside(String account) {
    return ORGANIZATION.matcher(id).matches()
        || account().filter(own -> !own.equals(account)).isPresent();
  }

  /** The account that an id, a catalog's id or an ARN names, if it names one. */
  public static Optional<String> account(String text) {
    return Optional.of(matched(text)).filter(Matcher::matches).map(found -> found.group(2));
  }

  /** The same id, catalog's id or ARN of another account; a text that names none stays. */
  public static String inAccount(String text, UnaryOperator<String> other) {
    Matcher found = matched(text);
    return found.matches() ? found.group(1) + other.apply(found.group(2)) + found.group(3) : text;
  }

  private static Matcher matched(String text) {
    return (text.startsWith("arn:") ? ARN_ACCOUNT : LEADING_ACCOUNT).matcher(text);
  }

  @Override
  public String toString() {
    return id;
  }
}
