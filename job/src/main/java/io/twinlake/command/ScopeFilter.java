package io.twinlake.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Lets through what a scope covers, and counts the rest. LF-tags, their expressions and row
 * policies belong to no database; a scope without such objects still needs those that its own
 * objects use, which is known at the end.
 */
final class ScopeFilter {
  /** What other objects use; before what these use themselves. */
  private static final List<Kind> USABLE =
      List.of(Kind.RLS_POLICY, Kind.LF_TAG_EXPRESSION, Kind.LF_TAG);

  private final Predicate<CatalogObject> covers;
  private final Consumer<CatalogObject> covered;
  private final List<CatalogObject> heldBack = new ArrayList<>();
  private final Set<ObjectKey> used = new HashSet<>();
  private final Map<Kind, Long> leftOut = new TreeMap<>();

  ScopeFilter(Predicate<CatalogObject> covers, Consumer<CatalogObject> covered) {
    this.covers = covers;
    this.covered = covered;
  }

  /**
   * Whether a row policy is attached by LF-tags: it narrows whatever table has them, and so belongs
   * to every scope.
   */
  static boolean narrowsByTags(CatalogObject object) {
    return object.key().kind().equals(Kind.RLS_POLICY_ATTACHMENT)
        && object.definition().path("Resource").has("LFTagPolicy");
  }

  void accept(CatalogObject object) {
    if (covers.test(object)) {
      letThrough(object);
    } else if (USABLE.contains(object.key().kind())) {
      heldBack.add(object);
    } else {
      leaveOut(object);
    }
  }

  /** Lets through what was held back and is used by what was let through. */
  void finish() {
    heldBack.sort(Comparator.comparing(object -> USABLE.indexOf(object.key().kind())));
    for (CatalogObject object : heldBack) {
      if (used.contains(object.key())) {
        letThrough(object);
      } else {
        leaveOut(object);
      }
    }
    heldBack.clear();
  }

  private void letThrough(CatalogObject object) {
    use(object);
    covered.accept(object);
  }

  /** What was left out, for people; empty when nothing was. */
  String leftOut() {
    return leftOut.entrySet().stream()
        .map(entry -> entry.getValue() + " of " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private void leaveOut(CatalogObject object) {
    leftOut.merge(object.key().kind(), 1L, Long::sum);
  }

  private void use(CatalogObject object) {
    Kind kind = object.key().kind();
    if (kind.equals(Kind.RLS_POLICY_ATTACHMENT)) {
      used.add(ObjectKey.global(Kind.RLS_POLICY, object.key().name()));
      use(object, "ExpressionName", Kind.LF_TAG_EXPRESSION);
    }
    if (!kind.equals(Kind.GRANT) && !kind.equals(Kind.LF_TAG)) {
      use(object, "TagKey", Kind.LF_TAG);
    }
  }

  private void use(CatalogObject object, String member, Kind kind) {
    for (JsonNode name : object.definition().findValues(member)) {
      used.add(ObjectKey.global(kind, name.asText()));
    }
  }
}
