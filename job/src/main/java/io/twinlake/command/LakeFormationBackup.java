package io.twinlake.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Parallel;
import io.twinlake.config.Scope;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.source.Caller;
import io.twinlake.source.LakeFormationSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Backs up Lake Formation: each list is read whole, and what the scope covers is recorded. */
final class LakeFormationBackup {
  private final LakeFormationSource lakeFormation;
  private final Parallel parallel;
  private final Recording recording;
  private final CutTables cutTables;
  private final Events events;
  private final Scope scope;
  private final Map<Kind, Long> outOfScope = new TreeMap<>();

  LakeFormationBackup(
      AwsRegion region, Scope scope, Recording recording, CutTables cutTables, Events events) {
    this.lakeFormation = new LakeFormationSource(region);
    this.parallel = region.parallel();
    this.scope = scope;
    this.recording = recording;
    this.cutTables = cutTables;
    this.events = events;
  }

  /**
   * Records the data lake settings, which belong to every scope.
   *
   * @return whether they name the caller as an admin, be it a read-only one
   */
  boolean settings(Caller caller) {
    ObjectKey key = ObjectKey.global(Kind.SETTINGS, "");
    try {
      ObjectNode settings = lakeFormation.settings();
      recording.found(new CatalogObject(key, settings));
      return isAmong(settings.path("DataLakeAdmins"), caller)
          || isAmong(settings.path("ReadOnlyAdmins"), caller);
    } catch (AwsServiceException e) {
      recording.unread(key, Refusal.ofObject(e));
      return false;
    }
  }

  /** Registered locations, LF-tags, opt-ins and grants. */
  void lists() {
    List<Listed> lists =
        List.of(
            new Listed(Kind.LOCATION, lakeFormation::locations),
            new Listed(Kind.LF_TAG, lakeFormation::lfTags),
            new Listed(Kind.OPT_IN, lakeFormation::optIns),
            new Listed(Kind.GRANT, lakeFormation::grants));
    recording.sideBySide(parallel, "Lake Formation", lists.iterator(), this::read);
    if (!outOfScope.isEmpty()) {
      events.info("Left out, because database_list does not cover them: " + outOfScope() + ".");
    }
  }

  private record Listed(Kind kind, Supplier<Iterator<CatalogObject>> objects) {}

  private void read(Listed list, Consumer<Runnable> findings) {
    recording.read(list.objects().get(), ObjectKey.global(list.kind(), ""), this::found, findings);
  }

  private void found(CatalogObject object) {
    if (object.key().kind().equals(Kind.GRANT)) {
      cutTables.grant(object);
    }
    if (scope.contains(object.key().database())) {
      recording.found(object);
    } else {
      outOfScope.merge(object.key().kind(), 1L, Long::sum);
    }
  }

  private String outOfScope() {
    return outOfScope.entrySet().stream()
        .map(entry -> entry.getValue() + " of " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private static boolean isAmong(JsonNode admins, Caller caller) {
    for (JsonNode admin : admins) {
      if (caller.is(admin.path("DataLakePrincipalIdentifier").asText(""))) {
        return true;
      }
    }
    return false;
  }
}
