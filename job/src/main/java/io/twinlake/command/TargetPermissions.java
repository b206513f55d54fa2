package io.twinlake.command;

import com.google.common.collect.Iterators;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Parallel;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Definitions;
import io.twinlake.source.FilterList;
import io.twinlake.source.GlueSource;
import io.twinlake.source.LakeFormationSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Reads the target's permissions and what they depend on. What is refused is thrown. */
final class TargetPermissions {
  private final LakeFormationSource lakeFormation;
  private final GlueSource glue;
  private final FilterList filters;
  private final Parallel parallel;
  private final Desired desired;
  private final Set<ObjectKey> databases;
  private final Map<Kind, String> unsupported;

  /**
   * @param desired of other databases and tables no LF-tags are read
   * @param databases those of the target
   * @param unsupported is told the kinds that the region does not know, and what it answered
   */
  TargetPermissions(
      AwsRegion region,
      String account,
      Desired desired,
      Set<ObjectKey> databases,
      Map<Kind, String> unsupported) {
    this.lakeFormation = new LakeFormationSource(region);
    this.glue = new GlueSource(region);
    this.filters = new FilterList(lakeFormation, account);
    this.parallel = region.parallel();
    this.desired = desired;
    this.databases = databases;
    this.unsupported = unsupported;
  }

  /** Each list is read when the one before it is used up: some follow from what others hold. */
  Iterator<CatalogObject> all() {
    List<Supplier<Iterator<CatalogObject>>> lists =
        List.of(
            this::tags,
            filters::ofAllTables,
            () -> ifKnown(Kind.RLS_POLICY, lakeFormation.rowPolicies()),
            () -> ifKnown(Kind.RLS_POLICY_ATTACHMENT, lakeFormation.rowPolicyAttachments()),
            lakeFormation::optIns,
            () -> Iterators.transform(lakeFormation.grants(), this::heard),
            () -> ofEach(filters.doubtful(tables()), filters::ofTable),
            () -> ofEach(filters.unasked(tables()), filters::ofTable),
            () -> ofEach(filters.tablesWithoutGrants(), filters::grantsOnFilters),
            () -> ofEach(nestedCatalogs(), lakeFormation::grantsOnCatalog));
    return Iterators.concat(Iterators.transform(lists.iterator(), Supplier::get));
  }

  private CatalogObject heard(CatalogObject grant) {
    filters.grant(grant);
    return grant;
  }

  private Iterator<CatalogObject> tags() {
    List<CatalogObject> tags = new ArrayList<>();
    lakeFormation.lfTags().forEachRemaining(tags::add);
    return tags.isEmpty()
        ? Collections.emptyIterator()
        : Iterators.concat(
            tags.iterator(),
            lakeFormation.expressions(),
            ofEach(tagged(), lakeFormation::assignments));
  }

  private List<ObjectKey> tagged() {
    return Stream.concat(
            desired.databases().values().stream()
                .filter(database -> !Definitions.isLink(database))
                .map(CatalogObject::key)
                .filter(databases::contains),
            tables().stream())
        .map(key -> key.of(Kind.LF_TAG_ASSIGNMENT))
        .toList();
  }

  /** Tables of the snapshot whose database the target has. */
  private List<ObjectKey> tables() {
    return desired.tables().stream()
        .filter(table -> !desired.isLink(table))
        .filter(table -> databases.contains(ObjectKey.database(table.database())))
        .toList();
  }

  private List<String> nestedCatalogs() {
    List<String> ids = new ArrayList<>();
    try {
      glue.nestedCatalogs().forEachRemaining(ids::add);
    } catch (AwsServiceException e) {
      if (!Refusal.isOfRegionWithoutCatalogs(e)) {
        throw e;
      }
    }
    return ids;
  }

  private <T> Iterator<CatalogObject> ofEach(
      Collection<T> items, Function<T, Iterator<CatalogObject>> objects) {
    return parallel.flatMap(
        items.iterator(), (item, sink) -> objects.apply(item).forEachRemaining(sink));
  }

  /** A region that does not know the kind has none of it. */
  private Iterator<CatalogObject> ifKnown(Kind kind, Iterator<CatalogObject> objects) {
    List<CatalogObject> found = new ArrayList<>();
    try {
      objects.forEachRemaining(found::add);
    } catch (AwsServiceException e) {
      if (!Refusal.isOfUnknown(kind, e)) {
        throw e;
      }
      unsupported.put(kind, Refusal.ofObject(e));
      return Collections.emptyIterator();
    }
    return found.iterator();
  }
}
