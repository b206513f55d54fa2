package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.AwsTags;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;

/** The AWS tags of databases; the target is asked about those that have, or once had, some. */
final class DatabaseTagPhase {
  private final Desired desired;
  private final Target target;
  private final Base base;
  private final boolean deletes;
  private final boolean namesExtras;
  private final Writers writers;
  private final Applier applier;

  /**
   * @param base the names of tags that were restored once and may be taken away
   */
  private record Tagged(ObjectKey key, Optional<CatalogObject> tags, Set<String> base) {
    ObjectKey database() {
      return ObjectKey.database(key.database());
    }
  }

  /**
   * @param deletes whether what is gone from the source is taken
   * @param namesExtras whether what only the target has is told as a difference
   */
  DatabaseTagPhase(
      Desired desired,
      Target target,
      Base base,
      boolean deletes,
      boolean namesExtras,
      Writers writers,
      Applier applier) {
    this.deletes = deletes;
    this.namesExtras = namesExtras && desired.tellsGone(Kind.DATABASE_TAGS);
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.writers = writers;
    this.applier = applier;
  }

  void run() {
    if (desired.chosen().includes(Kind.DATABASE_TAGS)) {
      List<Tagged> tagged = new ArrayList<>();
      desired.databaseNames().stream()
          .map(this::tagged)
          .filter(each -> each.tags().isPresent() || !each.base().isEmpty())
          .forEach(tagged::add);
      Iterator<Action> actions = target.region().parallel().map(tagged.iterator(), this::decide);
      applier.apply(actions, writers.databaseTags());
    }
  }

  private Tagged tagged(String database) {
    Iterator<CatalogObject> tags = desired.details(database, Kind.DATABASE_TAGS);
    Set<String> before = new TreeSet<>();
    if (deletes && desired.hasDatabase(database)) {
      base.details(database, Kind.DATABASE_TAGS)
          .forEachRemaining(earlier -> before.addAll(AwsTags.names(earlier)));
    }
    return new Tagged(
        ObjectKey.database(database).of(Kind.DATABASE_TAGS),
        tags.hasNext() ? Optional.of(tags.next()) : Optional.empty(),
        before);
  }

  private Action decide(Tagged tagged) {
    Optional<String> objection = applier.objection(tagged.database());
    if (objection.isPresent()) {
      return Action.skip(tagged.key(), objection.get());
    }
    try {
      Optional<CatalogObject> actual =
          target.has(tagged.database()) && !applier.created(tagged.database())
              ? target.details().tags(tagged.key().database())
              : Optional.empty();
      return AwsTags.decide(
          tagged.key(),
          tagged.tags().orElse(null),
          actual.orElse(null),
          tagged.base(),
          namesExtras);
    } catch (SdkException e) {
      return Action.refuse(
          tagged.key(), "the target's tags cannot be read: " + Failure.explain(e).getMessage());
    }
  }
}
