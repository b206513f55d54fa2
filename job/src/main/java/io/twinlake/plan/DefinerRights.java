package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the definers of views may read otherwise than by a table's name, of what the views read. AWS
 * makes a view only if its definer may read all of each table and pass that on (aws-facts 11).
 */
public final class DefinerRights {
  private static final Set<String> READING = Set.of("SELECT", "ALL");

  private final LakeFormationObjects source;
  private final LakeFormationObjects target;
  private final String account;

  /**
   * @param source what is to be in the target
   * @param target what is there
   */
  public DefinerRights(LakeFormationObjects source, LakeFormationObjects target, String account) {
    this.source = source;
    this.target = target;
    this.account = account;
  }

  /**
   * The same rights said by the tables' names, and so without the views that LF-tags would show
   * too, and whatever row policies keep grants on all tables back. A table on which the definer may
   * read anything by its name, in the source or in the target, is left out: there is a grant
   * already that a revocation would take from.
   */
  public List<Grant> byName(Stream<CatalogObject> views) {
    Map<ObjectKey, Grant> grants = new TreeMap<>();
    views.forEach(
        view ->
            Views.reads(view).stream()
                .map(table -> grant(Views.definer(view), table))
                .filter(grant -> !grants.containsKey(grant.key()))
                .filter(this::isOtherwise)
                .forEach(grant -> grants.put(grant.key(), grant)));
    return new ArrayList<>(grants.values());
  }

  private static Grant grant(String definer, ObjectKey table) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.putObject("Table").put("DatabaseName", table.database()).put("Name", table.name());
    return new Grant(
        definer,
        resource,
        JsonNodeFactory.instance.objectNode(),
        new TreeSet<>(Set.of("SELECT")),
        new TreeSet<>(Set.of("SELECT")));
  }

  private boolean isOtherwise(Grant asked) {
    ObjectKey table = GrantResource.table(asked.resource()).orElseThrow();
    return Stream.of(source, target).noneMatch(one -> reads(one, asked.principal(), table))
        && (isByTags(asked.principal(), table) || isOnAllTables(asked.principal(), table));
  }

  private static boolean reads(LakeFormationObjects one, String definer, ObjectKey table) {
    return one.grants().values().stream()
        .filter(grant -> grant.principal().equals(definer))
        .filter(grant -> grant.permissions().stream().anyMatch(READING::contains))
        .anyMatch(grant -> GrantResource.table(grant.resource()).filter(table::equals).isPresent());
  }

  private Stream<Grant> passedOn(String definer) {
    return source.grants().values().stream()
        .filter(grant -> grant.principal().equals(definer) && grant.condition().isEmpty())
        .filter(grant -> grant.grantable().stream().anyMatch(READING::contains));
  }

  /**
   * Whether a grant on a resource may show a new view that LF-tags of its own, or row policies that
   * go by them, are to hide.
   */
  public boolean showsViews(ObjectNode resource) {
    return GrantResource.isPolicyOnTables(resource)
        || (isAllTables(resource) && !source.objects(Kind.RLS_POLICY_ATTACHMENT).isEmpty());
  }

  private static boolean isAllTables(ObjectNode resource) {
    return GrantResource.kind(resource).equals("Table") && GrantResource.table(resource).isEmpty();
  }

  private boolean isOnAllTables(String definer, ObjectKey table) {
    return passedOn(definer)
        .map(Grant::resource)
        .filter(resource -> isAllTables(resource) && showsViews(resource))
        .anyMatch(resource -> GrantResource.database(resource).equals(table.database()));
  }

  /** All of the table: each of its columns by one policy or another. */
  private boolean isByTags(String definer, ObjectKey table) {
    Map<String, TagTerms> expressions =
        TagExpressions.terms(source.objects(Kind.LF_TAG_EXPRESSION));
    List<TagPolicy> policies =
        passedOn(definer)
            .flatMap(grant -> TagPolicy.of(grant.resource(), account).stream())
            .toList();
    return source
        .assignments()
        .placesIn(table.database(), table.name())
        .allMatch(tags -> policies.stream().anyMatch(p -> p.matches(false, tags, expressions)));
  }
}
