package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import io.twinlake.apply.Suspension;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Filters;
import io.twinlake.plan.Guard;
import io.twinlake.plan.LakeFormationObjects;
import io.twinlake.plan.Op;
import io.twinlake.plan.RowPolicyAttachment;
import io.twinlake.plan.TagExpressions;
import io.twinlake.plan.TagPolicy;
import io.twinlake.plan.TagTerms;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the source's grants that stand in the target reach a table before what the source
 * narrows it by is in place there.
 */
final class TableReach implements Suspension.Reach {
  private static final Set<String> KINDS =
      Set.of("Table", "TableWithColumns", "DataCellsFilter", "LFTagPolicy");

  private final LakeFormationObjects wanted;
  private final LakeFormationObjects found;
  private final Target target;
  private final Supplier<ListMultimap<String, Grant>> standing =
      Suppliers.memoize(this::standingByDatabase);

  TableReach(Desired desired, Target target) {
    this.wanted = desired.lakeFormation();
    this.found = target.lakeFormation();
    this.target = target;
  }

  @Override
  public List<Grant> grants(ObjectKey table, Op op) {
    Predicate<ObjectNode> reaches = resource -> false;
    if (rowsAreNotCut(table, op)) {
      Guard guard =
          new Guard(Set.of(table), Set.of(), Map.of(), (r, t) -> mayMatch(r, places(t, op)));
      reaches = reaches.or(resource -> guard.objection(resource).isPresent());
    }
    if (tagsAreMissing(table, op)) {
      reaches =
          reaches.or(r -> GrantResource.isPolicyOnTables(r) && mayMatch(r, places(table, op)));
    }
    if (op == Op.UPDATE) {
      reaches = reaches.or(r -> GrantResource.isPolicyOnTables(r) && leaves(r, table));
    }
    Set<ObjectKey> filters = changedFilters(table);
    if (!filters.isEmpty()) {
      reaches = reaches.or(r -> GrantResource.named(r).stream().anyMatch(filters::contains));
    }
    return reaching(table, op, reaches);
  }

  @Override
  public List<Grant> leaving(Collection<ObjectKey> tables) {
    List<Grant> byTags =
        Objects.requireNonNull(standing.get()).get("").stream()
            .filter(grant -> GrantResource.isPolicyOnTables(grant.resource()))
            .toList();
    List<ObjectKey> cut =
        byTags.isEmpty() ? List.of() : tables.stream().filter(this::hasRowPolicies).toList();
    return byTags.stream()
        .filter(grant -> cut.stream().anyMatch(table -> leaves(grant.resource(), table)))
        .toList();
  }

  private boolean hasRowPolicies(ObjectKey table) {
    return found.objects(Kind.RLS_POLICY_ATTACHMENT).values().stream()
        .map(one -> RowPolicyAttachment.of(one, target.caller().account()).resource())
        .anyMatch(resource -> isOn(resource, table));
  }

  private boolean leaves(ObjectNode resource, ObjectKey table) {
    Map<String, TagTerms> expressions =
        TagExpressions.terms(wanted.objects(Kind.LF_TAG_EXPRESSION));
    return TagPolicy.of(resource, target.caller().account())
        .map(
            policy ->
                columns(table)
                    .anyMatch(
                        column ->
                            mayMatch(policy, tags(found, table, column))
                                && !policy.matches(
                                    false, tags(wanted, table, column), expressions)))
        .orElse(false);
  }

  /** Those with LF-tags of their own; the empty name is the table itself. */
  private Stream<String> columns(ObjectKey table) {
    return Stream.concat(
        Stream.of(""),
        Stream.of(found, wanted)
            .flatMap(
                one ->
                    one
                        .assignments()
                        .of(table.database(), table.name())
                        .columns()
                        .keySet()
                        .stream()));
  }

  private static Map<String, String> tags(
      LakeFormationObjects objects, ObjectKey table, String column) {
    return column.isEmpty()
        ? objects.assignments().effective(table.database(), table.name())
        : objects.assignments().effective(table.database(), table.name(), column);
  }

  private List<Grant> reaching(ObjectKey table, Op op, Predicate<ObjectNode> reaches) {
    if (!narrows(table)) {
      return List.of();
    }
    return Stream.of(table.database(), "")
        .flatMap(database -> Objects.requireNonNull(standing.get()).get(database).stream())
        // What IAM decides about a table that is there may be the job's own right to change it.
        .filter(grant -> op != Op.UPDATE || !grant.isToEveryone())
        .filter(grant -> reaches.test(grant.resource()))
        .toList();
  }

  /** Whether anything narrows anything; most lakes have nothing of the kind. */
  private boolean narrows(ObjectKey table) {
    return !wanted.objects(Kind.RLS_POLICY_ATTACHMENT).isEmpty()
        || !wanted.objects(Kind.DATA_CELLS_FILTER).isEmpty()
        || !wanted.assignments().in(table.database()).isEmpty()
        || !found.assignments().in(table.database()).isEmpty();
  }

  private boolean rowsAreNotCut(ObjectKey table, Op op) {
    Map<ObjectKey, CatalogObject> attached = found.objects(Kind.RLS_POLICY_ATTACHMENT);
    return wanted.objects(Kind.RLS_POLICY_ATTACHMENT).values().stream()
        .filter(one -> op != Op.UPDATE || !attached.containsKey(one.key()))
        .map(one -> RowPolicyAttachment.of(one, target.caller().account()).resource())
        .anyMatch(resource -> isOn(resource, table));
  }

  private boolean isOn(ObjectNode resource, ObjectKey table) {
    return GrantResource.isPolicyOnTables(resource)
        ? mayMatch(resource, places(table, Op.UPDATE))
        : GrantResource.table(resource)
            .map(table::equals)
            .orElse(GrantResource.database(resource).equals(table.database()));
  }

  /** A new table begins with its database's tags, a new column with its table's (aws-facts 18). */
  private boolean tagsAreMissing(ObjectKey table, Op op) {
    String database = table.database();
    String name = table.name();
    return op == Op.UPDATE
        ? !wanted
            .assignments()
            .of(database, name)
            .columns()
            .equals(found.assignments().of(database, name).columns())
        : wanted
            .assignments()
            .placesIn(database, name)
            .anyMatch(tags -> inherited(database).anyMatch(begins -> !tags.equals(begins)));
  }

  /**
   * What something new in a database begins with: views are made when its tags are the source's.
   */
  private Stream<Map<String, String>> inherited(String database) {
    return Stream.of(found, wanted).map(one -> one.assignments().effective(database, ""));
  }

  private Set<ObjectKey> changedFilters(ObjectKey table) {
    Map<ObjectKey, CatalogObject> existing = found.objects(Kind.DATA_CELLS_FILTER);
    return wanted.objects(Kind.DATA_CELLS_FILTER).values().stream()
        .filter(
            filter -> ObjectKey.table(filter.key().database(), filter.key().name()).equals(table))
        .filter(filter -> existing.containsKey(filter.key()))
        .filter(
            filter ->
                Filters.decide(filter, existing.get(filter.key()), target.caller().account())
                    .writes())
        .map(CatalogObject::key)
        .collect(Collectors.toSet());
  }

  /** By the expressions of before or of after. */
  private boolean mayMatch(ObjectNode resource, Set<Map<String, String>> places) {
    return TagPolicy.of(resource, target.caller().account())
        .map(policy -> places.stream().anyMatch(tags -> mayMatch(policy, tags)))
        .orElse(true);
  }

  /** The tags of before and of after, and those that a table begins with when it is made. */
  private Set<Map<String, String>> places(ObjectKey table, Op op) {
    Set<Map<String, String>> places = new HashSet<>();
    if (op != Op.UPDATE) {
      inherited(table.database()).forEach(places::add);
    }
    for (LakeFormationObjects one : List.of(wanted, found)) {
      one.assignments().placesIn(table.database(), table.name()).forEach(places::add);
    }
    return places;
  }

  private boolean mayMatch(TagPolicy policy, Map<String, String> tags) {
    return Stream.of(wanted, found)
        .map(one -> TagExpressions.terms(one.objects(Kind.LF_TAG_EXPRESSION)))
        .anyMatch(expressions -> policy.matches(false, tags, expressions));
  }

  /** What shows data, stands and is the source's: never what is the target's own. */
  private ListMultimap<String, Grant> standingByDatabase() {
    ListMultimap<String, Grant> grants = ArrayListMultimap.create();
    for (Grant there : found.grants().values()) {
      Grant ours = wanted.grants().get(there.key());
      if (ours != null
          && KINDS.contains(there.resourceKind())
          && !target.caller().is(there.principal())) {
        Grant both = there.intersect(ours.givable());
        if (shows(both)
            && both.permissions().contains("ALL") == there.permissions().contains("ALL")) {
          grants.put(there.key().database(), both);
        }
      }
    }
    return grants;
  }

  private static boolean shows(Grant grant) {
    return grant.permissions().contains("SELECT") || grant.permissions().contains("ALL");
  }
}
