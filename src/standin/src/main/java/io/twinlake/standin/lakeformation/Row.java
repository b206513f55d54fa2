package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.PojoJson;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.Condition;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * One row as ListPermissions shows it.
 *
 * @param resource in its listed form
 * @param condition a Cedar expression, or null
 * @param grantable permissions held with the grant option
 */
record Row(
    String principal,
    Resource resource,
    @Nullable String condition,
    Set<String> permissions,
    Set<String> grantable,
    Instant updated,
    String updatedBy) {
  /** Comes after a place's path in the keys of its own rows, and sorts before every name. */
  static final char OWN = '\0';

  Row {
    permissions = Collections.unmodifiableSet(new TreeSet<>(permissions));
    grantable = Collections.unmodifiableSet(new TreeSet<>(grantable));
  }

  Place place() {
    return Place.of(resource);
  }

  /** Sorts rows of one place together, below the place's path; tags have a row per permission. */
  String key() {
    String kind = resource.lfTag() == null ? "" : union(permissions, grantable).toString();
    return String.join(
        "\n",
        place().path() + OWN + PojoJson.encode(resource),
        principal,
        String.valueOf(condition),
        kind);
  }

  boolean isEmpty() {
    return permissions.isEmpty() && grantable.isEmpty();
  }

  boolean sameHolding(Row other) {
    return permissions.equals(other.permissions) && grantable.equals(other.grantable);
  }

  Row with(Set<String> newPermissions, Set<String> newGrantable) {
    return new Row(
        principal, resource, condition, newPermissions, newGrantable, updated, updatedBy);
  }

  Row on(Resource other) {
    return new Row(principal, other, condition, permissions, grantable, updated, updatedBy);
  }

  /** Both holdings in one row, dated as this one. */
  Row plus(Row other) {
    return with(union(permissions, other.permissions), union(grantable, other.grantable));
  }

  /** What stays when the other's permissions and grant options go; ALL goes with its first part. */
  Row minus(Row other) {
    return with(difference(permissions, other.permissions), difference(grantable, other.grantable));
  }

  Row only(Set<String> kept) {
    return with(intersection(permissions, kept), intersection(grantable, kept));
  }

  PrincipalResourcePermissions listed() {
    return PrincipalResourcePermissions.builder()
        .principal(DataLakePrincipal.builder().dataLakePrincipalIdentifier(principal).build())
        .resource(resource)
        .condition(condition == null ? null : Condition.builder().expression(condition).build())
        .permissionsWithStrings(permissions)
        .permissionsWithGrantOptionWithStrings(grantable)
        .lastUpdated(updated)
        .lastUpdatedBy(updatedBy)
        .build();
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    Set<String> both = new HashSet<>(left);
    both.addAll(right);
    return both;
  }

  private static Set<String> intersection(Set<String> left, Set<String> right) {
    Set<String> both = new HashSet<>(left);
    both.retainAll(right);
    return both;
  }

  private static Set<String> difference(Set<String> left, Set<String> right) {
    Set<String> rest = new HashSet<>(left);
    if (rest.removeAll(right)) {
      rest.remove(Names.ALL);
    }
    return rest;
  }
}
