package io.twinlake.command;

import io.twinlake.model.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Of what a caller may read nothing. Lake Formation may deny one table and not another, so the rest
 * of a database is asked for no more only when AWS has denied all it was asked for there, and often
 * enough; and so the rest of the databases.
 *
 * <p>What is of a kind in a database goes by the database's key of that kind.
 */
final class Denials {
  /** In one database, or databases; beside what is asked for at the same time. */
  private static final int ENOUGH = 10;

  private final Map<ObjectKey, Integer> denied = new ConcurrentHashMap<>();
  private final Set<ObjectKey> answered = ConcurrentHashMap.newKeySet();
  private final Set<ObjectKey> told = ConcurrentHashMap.newKeySet();

  void answered(ObjectKey inDatabase) {
    answered.add(inDatabase);
    answered.add(whole(inDatabase));
  }

  void denied(ObjectKey inDatabase) {
    if (denied.merge(inDatabase, 1, Integer::sum) == 1) {
      denied.merge(whole(inDatabase), 1, Integer::sum);
    }
  }

  /** The whole kind or what is of it in the database, whichever nothing can be read of. */
  Optional<ObjectKey> hopeless(ObjectKey inDatabase) {
    return Stream.of(whole(inDatabase), inDatabase).filter(this::isHopeless).findFirst();
  }

  private boolean isHopeless(ObjectKey key) {
    return denied.getOrDefault(key, 0) >= ENOUGH && !answered.contains(key);
  }

  /** What to say of a hopeless one, once. */
  Optional<String> unsaid(ObjectKey hopeless) {
    String all =
        hopeless.database().isEmpty()
            ? "in each of the first %d databases that were asked"
            : "for each of the first %d that were asked for";
    return told.add(hopeless)
        ? Optional.of(
            "AccessDeniedException "
                + all.formatted(denied.getOrDefault(hopeless, 0))
                + ", so no more were")
        : Optional.empty();
  }

  private static ObjectKey whole(ObjectKey inDatabase) {
    return ObjectKey.global(inDatabase.kind(), "");
  }
}
