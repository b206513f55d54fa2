package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableSet;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Locations;
import io.twinlake.plan.Views;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What there is to give something on, in the snapshot or in the target. Lake Formation keeps grants
 * on tables that are gone, and nothing can be granted on those.
 */
final class Existence {
  private final Desired desired;
  private final Target target;
  private final Map<ObjectKey, Boolean> tables = new ConcurrentHashMap<>();
  private final Map<ObjectKey, Boolean> absent = new ConcurrentHashMap<>();
  private final Supplier<Set<String>> nestedCatalogs = Suppliers.memoize(this::readNestedCatalogs);

  Existence(Desired desired, Target target) {
    this.desired = desired;
    this.target = target;
  }

  /** What a resource names and is nowhere, for people, or empty when it is all there. */
  Optional<String> missing(ObjectNode resource) {
    String catalog = GrantResource.otherCatalog(resource);
    if (!catalog.isEmpty()) {
      return hasCatalog(catalog)
          ? Optional.empty()
          : Optional.of("catalog " + catalog + " is not in the target");
    }
    return GrantResource.named(resource).stream()
        .filter(key -> !has(key))
        .findFirst()
        .map(key -> key + " is neither in the snapshot nor in the target");
  }

  private boolean has(ObjectKey key) {
    Kind kind = key.kind();
    if (kind.equals(Kind.DATABASE)) {
      return desired.databases().containsKey(key) || target.databases().containsKey(key);
    }
    if (kind.equals(Kind.TABLE)) {
      return desired.tables().contains(key) || tables.computeIfAbsent(key, this::isInTarget);
    }
    if (kind.equals(Kind.LOCATION)) {
      return isRegistered(key.name());
    }
    return desired.lakeFormation().objects(kind).containsKey(key)
        || target.lakeFormation().objects(kind).containsKey(key);
  }

  /** Asked only of a table that the snapshot lacks. */
  private boolean isInTarget(ObjectKey table) {
    return target.databases().containsKey(ObjectKey.database(table.database()))
        && find(table).isPresent();
  }

  /** What AWS leaves of a view that it did not make is nothing yet. */
  private Optional<CatalogObject> find(ObjectKey table) {
    return target
        .glue()
        .table(table.database(), table.name())
        .filter(found -> !Views.isFailedCreation(found));
  }

  /**
   * Whether a table that could not be restored is known not to be in the target now.
   *
   * @param created whether this run made a database; without its database a table is not asked for
   */
  boolean isAbsent(ObjectKey table, Predicate<ObjectKey> created) {
    ObjectKey database = ObjectKey.database(table.database());
    return (!target.has(database) && !created.test(database)) || isAbsent(table);
  }

  private boolean isAbsent(ObjectKey table) {
    return table.kind().equals(Kind.TABLE) && absent.computeIfAbsent(table, this::readsAbsent);
  }

  private boolean readsAbsent(ObjectKey table) {
    try {
      return find(table).isEmpty();
    } catch (SdkException e) {
      return false;
    }
  }

  /** What is granted may lie below what is registered. */
  private boolean isRegistered(String arn) {
    return Locations.cover(desired.lakeFormation().locations().keySet(), arn)
        || Locations.cover(target.lakeFormation().locations().keySet(), arn);
  }

  /** Only nested catalogs can be looked up; those of other accounts are theirs to tell. */
  private boolean hasCatalog(String id) {
    return !id.contains(":") || nestedCatalogs.get().contains(id);
  }

  /** None in a region that does not know such; asked only for a grant that names one. */
  private Set<String> readNestedCatalogs() {
    try {
      return ImmutableSet.copyOf(target.glue().nestedCatalogs());
    } catch (AwsServiceException e) {
      if (Refusal.isOfRegionWithoutCatalogs(e)) {
        return Set.of();
      }
      throw e;
    }
  }
}
