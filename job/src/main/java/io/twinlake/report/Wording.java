package io.twinlake.report;

import io.twinlake.model.Kind;
import io.twinlake.model.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a command's outcomes are called in front of people. */
record Wording(String created, String updated, String unchanged, String deleted) {
  private static final Wording DID = new Wording("created", "updated", "unchanged", "deleted");
  private static final Wording WOULD =
      new Wording("to create", "to update", "unchanged", "to delete");
  private static final Wording FOUND = new Wording("missing", "differs", "same", "extra");

  /** One of a kind, where its name is not what people say. */
  private static final Map<Kind, String> NOUNS =
      Map.of(
          Kind.LF_TAG, "LF-tag",
          Kind.LF_TAG_EXPRESSION, "LF-tag expression",
          Kind.LF_TAG_ASSIGNMENT, "LF-tag assignment",
          Kind.RLS_POLICY, "row policy",
          Kind.RLS_POLICY_ATTACHMENT, "row policy attachment",
          Kind.IDENTITY_CENTER, "Identity Center link",
          Kind.OPT_IN, "opt-in",
          Kind.USER_DEFINED_FUNCTION, "user-defined function");

  private static final List<Outcome> SAVED_ALL = List.of(Outcome.SAVED);
  private static final List<Outcome> DID_ALL =
      List.of(Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED);
  private static final List<Outcome> FOUND_ALL =
      List.of(Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED, Outcome.UNCHANGED);

  static Wording of(Command command) {
    return switch (command) {
      case BACKUP, RESTORE, SYNC -> DID;
      case PLAN -> WOULD;
      case VERIFY -> FOUND;
    };
  }

  /** The column's title, and the list's when its first letter is made upper case. */
  String of(Outcome outcome) {
    return switch (outcome) {
      case SAVED -> "saved";
      case CREATED -> created;
      case UPDATED -> updated;
      case UNCHANGED -> unchanged;
      case DELETED -> deleted;
      case SKIPPED -> "skipped";
      case FAILED -> "failed";
    };
  }

  private static String noun(Kind kind) {
    return NOUNS.getOrDefault(kind, kind.name().replace('_', ' '));
  }

  /** Settings, statistics and tags are many to begin with. */
  static String plural(Kind kind) {
    String noun = noun(kind);
    return switch (noun.charAt(noun.length() - 1)) {
      case 's' -> noun;
      case 'x' -> noun + "es";
      case 'y' -> noun.substring(0, noun.length() - 1) + "ies";
      default -> noun + "s";
    };
  }

  /** E.g. {@code 1 table} or {@code 5,000 partitions}. */
  static String counted(long count, Kind kind) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun(kind) : plural(kind));
  }

  /** The one sentence that says how it ended. */
  static String sentence(Summary summary) {
    String name = capital(summary.command().word());
    if (!summary.errors().isEmpty()) {
      return name + " stopped before its end" + tail(summary) + ".";
    }
    return name + (summary.command().compares() ? "" : " complete") + tail(summary) + ".";
  }

  private static String tail(Summary summary) {
    List<Outcome> outcomes =
        switch (summary.command()) {
          case BACKUP -> SAVED_ALL;
          case RESTORE, SYNC, PLAN -> DID_ALL;
          case VERIFY -> FOUND_ALL;
        };
    StringBuilder tail = new StringBuilder();
    outcomes.forEach(outcome -> append(tail, summary, outcome));
    if (summary.counts().of(Outcome.FAILED) > 0 || !summary.command().compares()) {
      append(tail, summary, Outcome.FAILED);
    }
    return tail.toString();
  }

  private static void append(StringBuilder tail, Summary summary, Outcome outcome) {
    tail.append(tail.isEmpty() ? ": " : ", ")
        .append(String.format(Locale.ROOT, "%,d ", summary.counts().of(outcome)))
        .append(of(summary.command()).of(outcome));
  }

  static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
