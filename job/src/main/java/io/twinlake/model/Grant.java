package io.twinlake.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one principal may do with one resource, as it was granted. There are hundreds of thousands
 * of them, so a grant is little more than its key, and what many have alike is held once.
 *
 * @param key of kind grant: the resource's database, the principal, and as values the canonical
 *     texts of the resource and, unless it is empty, of the condition
 * @param permissions AWS's names; ALL stands alone
 * @param grantable the subset that may be passed on
 */
public record Grant(ObjectKey key, SortedSet<String> permissions, SortedSet<String> grantable) {
  /** The group that stands for "Lake Formation is off for this object" (aws-facts 23). */
  public static final String EVERYONE = "IAM_ALLOWED_PRINCIPALS";

  private static final String ALL = "ALL";
  private static final Interner<ImmutableSortedSet<String>> NAMES = Interners.newWeakInterner();

  public Grant {
    permissions = canonical(permissions);
    grantable = canonical(grantable);
  }

  /**
   * A grant to a principal.
   *
   * @param resource in the shape the grant calls take; see {@link GrantRows} for how the rows that
   *     ListPermissions answers become it
   * @param condition the grant's condition, or an empty object
   */
  public Grant(
      String principal,
      ObjectNode resource,
      ObjectNode condition,
      SortedSet<String> permissions,
      SortedSet<String> grantable) {
    this(key(principal, resource, condition), permissions, grantable);
  }

  private static ObjectKey key(String principal, ObjectNode resource, ObjectNode condition) {
    String text = Canonical.text(resource);
    List<String> values =
        condition.isEmpty() ? List.of(text) : List.of(text, Canonical.text(condition).intern());
    return new ObjectKey(
        Kind.GRANT, GrantResource.database(resource).intern(), principal.intern(), values);
  }

  public String principal() {
    return key.name();
  }

  /** A new document of the resource, in the shape the grant calls take. */
  public ObjectNode resource() {
    return Canonical.document(key.values().get(0));
  }

  /** The kind of the resource, e.g. {@code Table}, without reading the rest of it. */
  public String resourceKind() {
    return GrantResource.kind(key.values().get(0));
  }

  /** A new document of the condition; empty when there is none. */
  public ObjectNode condition() {
    return key.values().size() > 1
        ? Canonical.document(key.values().get(1))
        : JsonNodeFactory.instance.objectNode();
  }

  public boolean isToEveryone() {
    return principal().equals(EVERYONE);
  }

  public boolean isEmpty() {
    return permissions.isEmpty() && grantable.isEmpty();
  }

  /** Both grants' permissions; they must be of one key. */
  public Grant and(Grant other) {
    return with(union(permissions, other.permissions), union(grantable, other.grantable));
  }

  /**
   * Without the right to pass on what the principal does not have itself: such a row is left when
   * only the permission was revoked, and no grant brings it about without giving the permission
   * too.
   */
  public Grant givable() {
    return with(
        permissions, permissions.contains(ALL) ? grantable : common(grantable, permissions));
  }

  /** What this grant has and the other lacks; ALL covers every permission. */
  public Grant minus(Grant other) {
    return with(minus(permissions, other.permissions), minus(grantable, other.grantable));
  }

  /** What both have; ALL has every permission. */
  public Grant intersect(Grant other) {
    return with(common(permissions, other.permissions), common(grantable, other.grantable));
  }

  public Grant with(Collection<String> newPermissions, Collection<String> newGrantable) {
    return new Grant(key, new TreeSet<>(newPermissions), new TreeSet<>(newGrantable));
  }

  /** The same grant on another resource. */
  Grant on(ObjectNode other) {
    return new Grant(principal(), other, condition(), permissions, grantable);
  }

  /**
   * An entry of the batch calls, without its Id. What may be passed on must be among the
   * permissions by name, ALL or not (aws-facts 21).
   */
  public ObjectNode toEntry() {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.putObject("Principal").put("DataLakePrincipalIdentifier", principal());
    entry.set("Resource", resource());
    // The grant option is refused for what is not named, though ALL covers it (aws-facts 21).
    (permissions.contains(ALL) ? union(permissions, grantable) : permissions)
        .forEach(entry.putArray("Permissions")::add);
    grantable.forEach(entry.putArray("PermissionsWithGrantOption")::add);
    ObjectNode condition = condition();
    if (!condition.isEmpty()) {
      entry.set("Condition", condition);
    }
    return entry;
  }

  /** For people: {@code DESCRIBE, SELECT (may grant SELECT)}. */
  public String rights() {
    String option = grantable.isEmpty() ? "" : " (may grant " + String.join(", ", grantable) + ")";
    return String.join(", ", permissions) + option;
  }

  /** ALL comes back with its members beside it (aws-facts 20), and means no more than ALL. */
  private static SortedSet<String> canonical(SortedSet<String> names) {
    return NAMES.intern(
        names.contains(ALL) ? ImmutableSortedSet.of(ALL) : ImmutableSortedSet.copyOf(names));
  }

  private static SortedSet<String> union(SortedSet<String> a, SortedSet<String> b) {
    TreeSet<String> union = new TreeSet<>(a);
    union.addAll(b);
    return union;
  }

  private static SortedSet<String> minus(SortedSet<String> a, SortedSet<String> b) {
    TreeSet<String> rest = new TreeSet<>(a);
    rest.removeIf(name -> b.contains(name) || b.contains(ALL));
    return rest;
  }

  private static SortedSet<String> common(SortedSet<String> a, SortedSet<String> b) {
    if (a.contains(ALL) || b.contains(ALL)) {
      return a.contains(ALL) ? b : a;
    }
    TreeSet<String> common = new TreeSet<>(a);
    common.retainAll(b);
    return common;
  }
}
