package io.twinlake.config;

import io.twinlake.model.Grant;
import io.twinlake.model.Principal;
import io.twinlake.model.Wildcard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a mapping of accounts or principals may say. All of it throws {@link BadValue}. */
final class PrincipalRules {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final String LEFT_OUT = "";

  private PrincipalRules() {}

  /** Source account to target account. */
  static Map<String, String> accounts(String value) {
    Map<String, String> accounts =
        once(pairs(value, "{'111122223333': '444455556666'}"), new LinkedHashMap<>());
    Set<String> targets = new HashSet<>();
    accounts.forEach(
        (from, to) -> {
          requireAccount(from);
          requireAccount(to);
          require(
              to.equals(accounts.getOrDefault(to, to)),
              "maps '%s' to '%s' and that on to another account; give each account its final target",
              from,
              to);
          require(
              targets.add(to),
              "maps two accounts to '%s', so that the principals of one would have the other's permissions too; give each account its own target",
              to);
        });
    return accounts;
  }

  private static void requireAccount(String account) {
    require(
        ACCOUNT.matcher(account).matches(),
        "has '%s', which is no account id; write 12 digits in quotes",
        account);
  }

  /** Principals as the configuration itself maps them. */
  static Map<String, String> principals(String value) {
    return checked(
        once(
            pairs(value, "{'arn:aws:iam::111122223333:role/Old': '…:role/New'}"),
            new LinkedHashMap<>()));
  }

  /** The entries of a mapping file, to which those of the configuration are added. */
  static Map<String, String> file(String text, Map<String, String> inConfiguration) {
    Map<String, String> entries = checked(once(MappingFile.entries(text), new LinkedHashMap<>()));
    inConfiguration.forEach(
        (from, to) -> {
          String known = entries.putIfAbsent(from, to);
          require(
              known == null || known.equals(to),
              "names a file that maps '%s' to '%s', and principal_mapping to '%s'; keep one of the two",
              from,
              String.valueOf(known),
              to);
        });
    return entries;
  }

  private static Map<String, String> once(
      List<Map.Entry<String, String>> pairs, Map<String, String> known) {
    pairs.forEach(
        pair ->
            require(
                known.put(pair.getKey(), pair.getValue()) == null,
                "has '%s' twice; keep one target for it",
                pair.getKey()));
    return known;
  }

  private static List<Map.Entry<String, String>> pairs(String value, String example) {
    if (!(LiteralReader.read(value) instanceof Literal.Pairs dict)) {
      throw new BadValue("is not a dict; write " + example);
    }
    return dict.pairs().stream()
        .map(pair -> Map.entry(text(pair.key(), example), text(pair.value(), example)))
        .toList();
  }

  private static String text(Literal literal, String example) {
    if (!(literal instanceof Literal.Text text)) {
      throw new BadValue("has something that is not a text in quotes; write " + example);
    }
    return text.value();
  }

  /** Each entry by itself. */
  private static Map<String, String> checked(Map<String, String> entries) {
    entries.forEach(
        (from, to) -> {
          requireForm(from);
          if (!to.equals(LEFT_OUT)) {
            requireForm(to);
            requirePair(from, to);
          }
        });
    return entries;
  }

  private static void requireForm(String text) {
    require(
        !new Principal(text).isEveryone(),
        "has '%s', the group that stands for Lake Formation being off, which stands for nobody else; take it out",
        Grant.EVERYONE);
    require(
        text.length() <= Principal.MAX_LENGTH,
        "has a principal of %s characters, '%s'; Lake Formation knows none above 255",
        text.length(),
        text);
    boolean accepted =
        new Wildcard(text).isPattern()
            ? text.startsWith("arn:") && text.chars().noneMatch(Character::isISOControl)
            : new Principal(text).isWellFormed();
    require(
        accepted,
        "has '%s', which is no principal of Lake Formation; write the ARN of a role, user, group or organization, an account id, or an Identity Center id",
        text);
  }

  private static void requirePair(String from, String to) {
    require(
        new Wildcard(from).stars() == new Wildcard(to).stars(),
        "maps '%s' to '%s', and one has more * than the other; write as many in both, so that no two principals become one",
        from,
        to);
    require(
        !new Principal(to).standsForMany() || new Principal(from).standsForMany(),
        "maps '%s' to '%s', which stands for more than one; name one principal",
        from,
        to);
    require(
        !new Principal(to).isBareId()
            || new Principal(from).isBareId()
            || new Principal(from).identityCenterId().isPresent(),
        "maps '%s' to '%s', the id of nobody knows what; write the target's ARN",
        from,
        to);
  }

  /** All entries together, those of a file among them. */
  static Map<String, String> sound(Map<String, String> entries, Map<String, String> accounts) {
    requireOneToOne(entries);
    List<Wildcard> renamed = new ArrayList<>();
    List<Wildcard> patterns = new ArrayList<>();
    entries.forEach(
        (from, to) -> {
          Wildcard source = new Wildcard(from);
          if (source.isPattern()) {
            patterns.add(source);
          }
          if (!from.equals(to)) {
            renamed.add(source);
          }
        });
    requireNoTie(patterns);
    for (Wildcard source : renamed) {
      String to = entries.getOrDefault(source.text(), LEFT_OUT);
      if (!to.isEmpty() && !to.equals(entries.get(to))) {
        requireFinal(source.text(), to, renamed, accounts);
      }
    }
    return entries;
  }

  private static void requireOneToOne(Map<String, String> entries) {
    Map<String, String> sources = new HashMap<>();
    entries.forEach(
        (from, to) -> {
          String other = to.equals(LEFT_OUT) ? null : sources.put(to, from);
          require(
              other == null,
              "maps both '%s' and '%s' to '%s', which would have the permissions of both; give each its own target, or leave one out with ''",
              String.valueOf(other),
              from,
              to);
        });
  }

  private static void requireNoTie(List<Wildcard> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      for (Wildcard other : patterns.subList(i + 1, patterns.size())) {
        Wildcard one = patterns.get(i);
        require(
            one.literals() != other.literals() || !one.meets(other),
            "has '%s' and '%s', which match the same principals equally closely; make one of them longer",
            one.text(),
            other.text());
      }
    }
  }

  /** What was mapped once must not be something to map again. */
  private static void requireFinal(
      String from, String to, List<Wildcard> renamed, Map<String, String> accounts) {
    Wildcard target = new Wildcard(to);
    Wildcard identity = new Wildcard(new Principal(to).identityCenterId().orElse(to));
    renamed.stream()
        .filter(source -> source.meets(target) || source.meets(identity))
        .findFirst()
        .ifPresent(
            next ->
                require(
                    false,
                    "maps '%s' to '%s', which '%s' maps on; give each its final target",
                    from,
                    to,
                    next.text()));
    String account = account(to);
    require(
        accounts.isEmpty() || !(account.contains("*") || isMapped(account, accounts)),
        "maps '%s' to '%s', whose account account_mapping may map on; write it with its final account",
        from,
        to);
  }

  private static boolean isMapped(String account, Map<String, String> accounts) {
    return !account.equals(accounts.getOrDefault(account, account));
  }

  /** As written, with the {@code *} that may stand in it; empty when there is none. */
  private static String account(String principal) {
    String[] parts = principal.split(":", 6);
    return principal.startsWith("arn:")
        ? parts.length > 4 && !parts[2].equals("organizations") ? parts[4] : ""
        : parts[0];
  }

  private static void require(boolean accepted, String complaint, Object... shown) {
    Accepted.require(accepted, complaint, shown);
  }
}
