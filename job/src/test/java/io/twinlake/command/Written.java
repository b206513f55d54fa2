package io.twinlake.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.model.Canonical;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.LakeFormationObjects;
import io.twinlake.plan.Locations;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.transform.LocationMapping;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a snapshot holds, a line an object, in the shape in which it is written and without what the
 * service sets itself.
 *
 * @param mapping laid over every object
 * @param account the account whose CatalogId means "here"
 * @param job whose grants and offices are left out, because each region has its own
 */
record Written(Snapshot snapshot, LocationMapping mapping, String account, String job) {
  /** Kinds whose documents are compared member by member, as they were read. */
  private static final Set<Kind> DOCUMENTS =
      Set.of(
          Kind.SETTINGS,
          Kind.LF_TAG,
          Kind.LF_TAG_EXPRESSION,
          Kind.LF_TAG_ASSIGNMENT,
          Kind.DATA_CELLS_FILTER,
          Kind.RLS_POLICY,
          Kind.RLS_POLICY_ATTACHMENT);

  /** Members that the service sets; an LF-tag assignment's CatalogId is the account's. */
  private static final Set<String> SET_BY_AWS =
      Set.of("CatalogId", "VersionId", "Status", "StatusReason");

  /** Policies' columns have an order; every other list of these documents is a set. */
  private static final String ORDERED = "AttachmentColumns";

  /** All rows may be listed in two spellings at once (aws-facts 19). */
  private static final String ALL_ROWS = "AllRowsWildcard";

  /** By the JSON text of the key. */
  Map<String, String> lines() {
    Map<String, String> lines = new TreeMap<>();
    snapshot
        .manifest()
        .databases()
        .forEach(
            database -> {
              snapshot.tables(database.database()).forEachRemaining(o -> add(lines, o));
              snapshot.details(database.database()).forEachRemaining(o -> addDetail(lines, o));
              snapshot.partitions(database.database()).forEachRemaining(o -> add(lines, o));
            });
    snapshot
        .lakeFormation()
        .forEachRemaining(
            object -> {
              if (DOCUMENTS.contains(object.key().kind())) {
                put(lines, object.key(), Canonical.text(plain(object.definition())));
              }
            });
    addRows(lines);
    return lines;
  }

  private void add(Map<String, String> lines, CatalogObject object) {
    CatalogObject mapped = mapping.rewrite(object);
    put(lines, mapped.key(), Canonical.text(Definitions.writable(mapped)));
  }

  /** An optimizer is restored disabled; tags are their document. */
  private void addDetail(Map<String, String> lines, CatalogObject object) {
    if (object.key().kind().equals(Kind.DATABASE_TAGS)) {
      put(lines, object.key(), Canonical.text(object.definition()));
    } else if (object.key().kind().equals(Kind.TABLE_OPTIMIZER)) {
      CatalogObject mapped = mapping.rewrite(object);
      ObjectNode input = Definitions.writable(mapped).deepCopy();
      input.withObject("/configuration").remove("enabled");
      put(lines, mapped.key(), Canonical.text(input));
    } else {
      add(lines, object);
    }
  }

  private void addRows(Map<String, String> lines) {
    LakeFormationObjects objects =
        LakeFormationObjects.of(
            Iterators.transform(snapshot.lakeFormation(), mapping::rewrite), account);
    objects.grants().values().removeIf(grant -> grant.principal().equals(job));
    objects.grants().forEach((key, grant) -> put(lines, key, rights(grant)));
    objects.optIns().forEach((key, input) -> put(lines, key, Canonical.text(input)));
    objects.locations().forEach((key, l) -> put(lines, key, Canonical.text(Locations.input(l))));
  }

  private static String rights(Grant grant) {
    return grant.permissions() + " " + grant.grantable();
  }

  private static void put(Map<String, String> lines, ObjectKey key, String line) {
    lines.put(key.toJson().toString(), line);
  }

  private JsonNode plain(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return plain(object);
    }
    return node instanceof ArrayNode list ? sorted(list) : node;
  }

  private ObjectNode plain(ObjectNode object) {
    ObjectNode plain = object.objectNode();
    object
        .properties()
        .forEach(
            member ->
                plain.set(
                    member.getKey(),
                    member.getKey().equals(ORDERED)
                        ? member.getValue()
                        : plain(member.getValue())));
    plain.remove(SET_BY_AWS);
    if (plain.has(ALL_ROWS)) {
      plain.retain(ALL_ROWS);
    }
    return plain;
  }

  private ArrayNode sorted(ArrayNode list) {
    Map<String, JsonNode> items = new TreeMap<>();
    list.forEach(item -> items.put(Canonical.text(plain(item)), plain(item)));
    items.values().removeIf(item -> item.path("DataLakePrincipalIdentifier").asText().equals(job));
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    items.values().forEach(sorted::add);
    return sorted;
  }
}
