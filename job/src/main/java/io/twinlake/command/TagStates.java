package io.twinlake.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.AssignedTags;
import io.twinlake.plan.DatabaseTags;
import io.twinlake.plan.TagRules;
import io.twinlake.plan.Tagged;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is tagged in the target and how it shall be, worked out a database at a time and not kept:
 * there may be a hundred thousand assignments.
 */
final class TagStates {
  private final Desired desired;
  private final Base base;
  private final Predicate<ObjectKey> objects;
  private final boolean later;
  private final Applier applier;
  private final AssignedTags wanted;
  private final AssignedTags found;
  private final TagRules source;
  private final TagRules rules;

  /**
   * @param takesExtras whether the target's own tags are taken off what the snapshot holds
   * @param objects the databases and tables that it is about
   * @param later whether the tags of databases have been assigned, so that what is about inherits
   *     those
   */
  TagStates(
      Desired desired,
      Target target,
      Base base,
      boolean takesExtras,
      Predicate<ObjectKey> objects,
      boolean later,
      Applier applier) {
    this.later = later;
    this.objects = objects;
    this.desired = desired;
    this.base = base;
    this.applier = applier;
    this.wanted = desired.lakeFormation().assignments();
    this.found = target.lakeFormation().assignments();
    Set<String> known = new TreeSet<>();
    Set<String> held = new TreeSet<>();
    for (ObjectKey tag : desired.lakeFormation().objects(Kind.LF_TAG).keySet()) {
      known.add(tag.name());
      if (applier.broken(tag)) {
        held.add(tag.name());
      }
    }
    this.source = new TagRules(known::contains, Set.of(), true, takesExtras);
    this.rules =
        new TagRules(known::contains, held, desired.tellsGone(Kind.LF_TAG_ASSIGNMENT), takesExtras);
  }

  /** Every database of the snapshot in which something is or shall be tagged. */
  Iterable<DatabaseTags> all() {
    return Iterables.transform(
        Iterables.filter(Sets.union(wanted.databases(), found.databases()), desired::hasDatabase),
        this::of);
  }

  private DatabaseTags of(String database) {
    Map<String, Tagged> before = new TreeMap<>();
    Map<String, Tagged> after = new TreeMap<>();
    for (String name : names(database)) {
      before.put(name, before(database, name));
      after.put(name, after(database, name));
    }
    return new DatabaseTags(database, before, after);
  }

  private Set<String> names(String database) {
    Set<String> names =
        new TreeSet<>(Sets.union(wanted.in(database).keySet(), found.in(database).keySet()));
    names.removeIf(name -> !tells(database, name));
    if (later && !names.isEmpty()) {
      names.add("");
    }
    return names;
  }

  /** Whether the tags of this are what it is about, and not only inherited by what is. */
  boolean tells(String database, String name) {
    return objects.test(
        name.isEmpty() ? ObjectKey.database(database) : ObjectKey.table(database, name));
  }

  /** A table that was made anew in this run has lost its tags. */
  private Tagged before(String database, String name) {
    if (later && name.isEmpty() && !applier.broken(AssignedTags.key(database, ""))) {
      return after(database, name, rules, found.of(database, name));
    }
    return applier.replaced(ObjectKey.table(database, name))
        ? Tagged.NONE
        : found.of(database, name);
  }

  private Tagged after(String database, String name) {
    return !isSelected(database, name) || blocked(database, name).isPresent()
        ? before(database, name)
        : after(database, name, rules);
  }

  private Tagged after(String database, String name, TagRules by) {
    return after(database, name, by, before(database, name));
  }

  private Tagged after(String database, String name, TagRules by, Tagged before) {
    return by.after(
        wanted.of(database, name),
        before,
        base.snapshots().stream()
            .map(snapshot -> snapshot.lakeFormation().assignments().of(database, name))
            .toList());
  }

  private boolean isSelected(String database, String name) {
    ObjectKey key = AssignedTags.key(database, name);
    return desired.chosen().includes(new CatalogObject(key, JsonNodeFactory.instance.objectNode()))
        && (name.isEmpty()
            || desired.tables().contains(ObjectKey.table(database, name))
            || !wanted.of(database, name).isEmpty());
  }

  private Optional<ObjectKey> blocked(String database, String name) {
    return Stream.of(
            ObjectKey.database(database),
            ObjectKey.table(database, name),
            AssignedTags.key(database, ""))
        .filter(key -> later || !key.kind().equals(Kind.LF_TAG_ASSIGNMENT))
        .filter(applier::broken)
        .findFirst();
  }

  /** The keys by which something will not be tagged as in the source, for what is known by now. */
  Set<String> lacking(String database, String name) {
    return isSelected(database, name)
        ? after(database, name, source).differing(after(database, name))
        : Set.of();
  }

  /** Why {@link #lacking} lacks anything. */
  String reason(String database, String name) {
    Optional<ObjectKey> missing =
        blocked(database, name)
            .or(
                () ->
                    lacking(database, name).stream()
                        .map(key -> ObjectKey.global(Kind.LF_TAG, key))
                        .filter(applier::broken)
                        .findFirst());
    return missing
        .map(key -> "held back, because " + key + " could not be restored")
        .orElse(
            "tags that the snapshot lacks were left, because it is incomplete; back up again with a caller who sees everything");
  }

  /** Tags of the target's own that stay on what the snapshot holds. */
  long extras(DatabaseTags tags) {
    return tags.names().stream()
        .filter(name -> tells(tags.database(), name) && isSelected(tags.database(), name))
        .filter(name -> !tags.after(name).keys().stream().allMatch(key -> source.known().test(key)))
        .count();
  }
}
