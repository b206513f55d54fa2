package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Parallel;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.source.FilterList;
import io.twinlake.source.LakeFormationSource;
import io.twinlake.source.NestedCatalogs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Grants: the rows of the list, and those that it may lack (aws-facts 20). They are recorded when
 * all are known, in order.
 */
final class GrantBackup {
  private static final ObjectKey ALL = ObjectKey.global(Kind.GRANT, "");

  private final LakeFormationSource lakeFormation;
  private final NestedCatalogs catalogs;
  private final FilterList filters;
  private final Parallel parallel;
  private final Recording recording;
  private final Events events;
  private final SortedRecords listed = new SortedRecords();
  private final SortedRecords asked = new SortedRecords();

  GrantBackup(
      AwsRegion region,
      NestedCatalogs catalogs,
      FilterList filters,
      Recording recording,
      Events events) {
    this.lakeFormation = new LakeFormationSource(region);
    this.catalogs = catalogs;
    this.filters = filters;
    this.parallel = region.parallel();
    this.recording = recording;
    this.events = events;
  }

  /** Takes a row of the list. */
  void listed(CatalogObject row) {
    listed.add(row);
    filters.grant(row);
  }

  /** Asks for grants on data cells filters where the list shows none, but filters. */
  void onFilters() {
    ask("grants on data cells filters", filters.tablesWithoutGrants(), filters::grantsOnFilters);
  }

  /** Asks for grants on nested catalogs; a region that does not know such has none. */
  void onNestedCatalogs() {
    List<String> ids = new ArrayList<>();
    try {
      catalogs.read().forEachRemaining(catalog -> ids.add(catalog.key().name()));
    } catch (AwsServiceException e) {
      String reason = Refusal.ofObject(e);
      if (Refusal.isOfRegionWithoutCatalogs(e)) {
        events.info("Nested catalogs were not looked for: " + reason);
      } else {
        recording.unread(ALL, "nested catalogs cannot be listed: " + reason);
      }
    }
    ask("grants on nested catalogs", ids, lakeFormation::grantsOnCatalog);
  }

  private <T> void ask(
      String phase, Collection<T> about, Function<T, Iterator<CatalogObject>> rows) {
    if (!about.isEmpty()) {
      recording.sideBySide(
          parallel,
          phase,
          about.iterator(),
          (T item, Consumer<Runnable> findings) ->
              recording.read(() -> rows.apply(item), ALL, asked::add, findings));
    }
  }

  void record() {
    listed.forEach(recording::found);
    for (CatalogObject row : asked) {
      if (!listed.has(row.key())) {
        recording.found(row);
      }
    }
  }
}
