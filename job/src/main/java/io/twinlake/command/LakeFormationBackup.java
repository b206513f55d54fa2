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
import io.twinlake.source.FilterList;
import io.twinlake.source.LakeFormationSource;
import io.twinlake.source.NestedCatalogs;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Backs up Lake Formation: each list is read whole, and what the scope covers is recorded. */
final class LakeFormationBackup {
  private final AwsRegion region;
  private final LakeFormationSource lakeFormation;
  private final Scope scope;
  private final Recording recording;
  private final CutTables cutTables;
  private final HiddenRowPolicies hidden;
  private final Events events;
  private final ScopeFilter inScope;
  private final FilterList filters;
  private final GrantBackup grants;
  private boolean hasTags;

  LakeFormationBackup(
      AwsRegion region,
      Caller caller,
      Scope scope,
      NestedCatalogs catalogs,
      Recording recording,
      CutTables cutTables,
      HiddenRowPolicies hidden,
      Events events) {
    this.region = region;
    this.lakeFormation = new LakeFormationSource(region);
    this.scope = scope;
    this.recording = recording;
    this.cutTables = cutTables;
    this.hidden = hidden;
    this.events = events;
    this.inScope = new ScopeFilter(this::isInScope, this::covered);
    this.filters = new FilterList(lakeFormation, caller.account());
    this.grants = new GrantBackup(region, catalogs, filters, recording, events);
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

  /**
   * Every list. What is defined comes before what uses it.
   *
   * @param catalog the databases and tables of the scope that are no resource links
   */
  void lists(List<ObjectKey> catalog) {
    read(
        "locations and LF-tags",
        new Listed(Kind.LOCATION, lakeFormation::locations),
        new Listed(Kind.LF_TAG, lakeFormation::lfTags));
    if (hasTags) {
      read("LF-tag expressions", new Listed(Kind.LF_TAG_EXPRESSION, lakeFormation::expressions));
      sideBySide("LF-tag assignments", catalog, this::readAssignments);
    }
    read(
        "Lake Formation",
        new Listed(Kind.DATA_CELLS_FILTER, filters::ofAllTables),
        new Listed(Kind.RLS_POLICY, lakeFormation::rowPolicies),
        new Listed(Kind.RLS_POLICY_ATTACHMENT, lakeFormation::rowPolicyAttachments),
        new Listed(Kind.OPT_IN, lakeFormation::optIns),
        new Listed(Kind.GRANT, lakeFormation::grants));
    readFilters(filters.doubtful(tables(catalog)));
    readFilters(filters.unasked(tables(catalog)));
    grants.onFilters();
    if (scope.lakeFormationGlobals()) {
      grants.onNestedCatalogs();
    }
    inScope.finish();
    grants.record();
    if (scope.lakeFormationGlobals()) {
      read("Identity Center", new Listed(Kind.IDENTITY_CENTER, lakeFormation::identityCenter));
    }
    sayWhatIsNotThere();
  }

  private record Listed(Kind kind, Supplier<Iterator<CatalogObject>> objects) {}

  private void read(String phase, Listed... lists) {
    sideBySide(phase, List.of(lists), this::read);
  }

  private <T> void sideBySide(String phase, List<T> items, Parallel.Reader<T, Runnable> reader) {
    recording.sideBySide(region.parallel(), phase, items.iterator(), reader);
  }

  private void read(Listed list, Consumer<Runnable> findings) {
    recording.read(list.objects(), ObjectKey.global(list.kind(), ""), this::found, findings);
  }

  private void readAssignments(ObjectKey tagged, Consumer<Runnable> findings) {
    ObjectKey key = tagged.of(Kind.LF_TAG_ASSIGNMENT);
    recording.read(() -> lakeFormation.assignments(key), key, this::found, findings);
  }

  private void readFilters(List<ObjectKey> tables) {
    if (!tables.isEmpty()) {
      sideBySide("data cells filters", tables, this::readFilters);
    }
  }

  private void readFilters(ObjectKey table, Consumer<Runnable> findings) {
    ObjectKey key = table.of(Kind.DATA_CELLS_FILTER);
    recording.read(() -> filters.ofTable(table), key, this::found, findings);
  }

  private void found(CatalogObject object) {
    Kind kind = object.key().kind();
    hasTags |= kind.equals(Kind.LF_TAG);
    if (kind.equals(Kind.GRANT)) {
      cutTables.grant(object);
    }
    hidden.found(object);
    inScope.accept(object);
  }

  private boolean isInScope(CatalogObject object) {
    return scope.contains(object.key().database()) || ScopeFilter.narrowsByTags(object);
  }

  private void covered(CatalogObject object) {
    if (object.key().kind().equals(Kind.GRANT)) {
      grants.listed(object);
    } else {
      recording.found(object);
    }
  }

  private void sayWhatIsNotThere() {
    for (ObjectKey key : hidden.keys()) {
      recording.unread(key, "It is in use and AWS did not list it. " + Refusal.NEEDS_ADMIN);
    }
    if (!recording.unsupported().isEmpty()) {
      String kinds =
          recording.unsupported().stream().map(Kind::name).collect(Collectors.joining(", "));
      events.info("%s has nothing of what it does not know: %s.".formatted(region.name(), kinds));
    }
    if (!inScope.leftOut().isEmpty()) {
      events.info(
          "Left out, because database_list does not cover them: " + inScope.leftOut() + ".");
    }
  }

  private static List<ObjectKey> tables(List<ObjectKey> catalog) {
    return catalog.stream().filter(key -> key.kind().equals(Kind.TABLE)).toList();
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
