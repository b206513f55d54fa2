package io.twinlake.command;

import com.google.common.collect.AbstractIterator;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.source.GlueSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Databases by name. The list is read until all are found, for it shows resource links whose target
 * is gone; a name that it lacks is asked for once, because the list leaves out in silence what the
 * caller may not see (aws-facts 4, 10).
 */
final class NamedDatabases extends AbstractIterator<CatalogObject> {
  private final GlueSource glue;
  private final Recording recording;
  private final Iterator<CatalogObject> listed;
  private final Set<String> missing;
  private final Queue<String> unlisted = new ArrayDeque<>();

  /**
   * @param names folded
   */
  NamedDatabases(GlueSource glue, Set<String> names, Recording recording) {
    this.glue = glue;
    this.recording = recording;
    this.listed = glue.databases();
    this.missing = new TreeSet<>(names);
  }

  @Override
  protected @Nullable CatalogObject computeNext() {
    while (!missing.isEmpty() && listed.hasNext()) {
      CatalogObject database = listed.next();
      if (missing.remove(database.key().database())) {
        return database;
      }
    }
    unlisted.addAll(missing);
    missing.clear();
    while (!unlisted.isEmpty()) {
      Optional<CatalogObject> database = ask(unlisted.remove());
      if (database.isPresent()) {
        return database.get();
      }
    }
    return endOfData();
  }

  private Optional<CatalogObject> ask(String name) {
    try {
      Optional<CatalogObject> database = glue.database(name);
      if (database.isEmpty()) {
        recording.absent(name);
      }
      return database;
    } catch (AwsServiceException e) {
      recording.unread(ObjectKey.database(name), Refusal.ofObject(e));
      return Optional.empty();
    }
  }
}
