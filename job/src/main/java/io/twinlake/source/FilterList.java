package io.twinlake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import com.google.common.collect.Sets;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.InvalidInputException;

/**
 * The data cells filters of a region and the grants on them. That one call lists the filters of all
 * tables, and that the list of grants has those on filters, is inferred (aws-facts 19, 20): each is
 * held against the other, and where they do not agree the tables are asked one by one.
 */
public final class FilterList {
  private final LakeFormationSource lakeFormation;
  private final String account;
  private final Set<ObjectKey> listed = ConcurrentHashMap.newKeySet();
  private final Set<ObjectKey> granted = new HashSet<>();
  private final Set<ObjectKey> asked = ConcurrentHashMap.newKeySet();
  private volatile boolean refused;
  private volatile boolean lacked;

  public FilterList(LakeFormationSource lakeFormation, String account) {
    this.lakeFormation = lakeFormation;
    this.account = account;
  }

  /** The filters of all tables; none when AWS wants to be told the table. */
  public Iterator<CatalogObject> ofAllTables() {
    Iterator<CatalogObject> filters = lakeFormation.filters();
    return new AbstractIterator<>() {
      @Override
      protected @Nullable CatalogObject computeNext() {
        try {
          return filters.hasNext() ? noted(filters.next()) : endOfData();
        } catch (InvalidInputException e) {
          refused = true;
          return endOfData();
        }
      }
    };
  }

  private CatalogObject noted(CatalogObject filter) {
    listed.add(filter.key());
    return filter;
  }

  /** Hears a row of the list of grants. */
  public void grant(CatalogObject row) {
    JsonNode filter = row.definition().path("Resource").path("DataCellsFilter");
    if (filter.path("TableCatalogId").asText(account).equals(account) && !filter.isMissingNode()) {
      granted.add(
          new ObjectKey(
              Kind.DATA_CELLS_FILTER,
              ObjectKey.fold(filter.path("DatabaseName").asText("")),
              ObjectKey.fold(filter.path("TableName").asText("")),
              List.of(filter.path("Name").asText(""))));
    }
  }

  /**
   * Those of the tables that grants say have a filter which was not listed. Such a grant may also
   * be one that outlasted its filter, so these are asked first.
   */
  public List<ObjectKey> doubtful(Collection<ObjectKey> tables) {
    Set<ObjectKey> missed = new HashSet<>();
    Sets.difference(granted, listed)
        .forEach(filter -> missed.add(ObjectKey.table(filter.database(), filter.name())));
    return tables.stream().filter(missed::contains).toList();
  }

  /**
   * Those of the tables that are still to be asked when {@link #doubtful} were: all, if the list
   * turned out to have left out any, and none otherwise.
   */
  public List<ObjectKey> unasked(Collection<ObjectKey> tables) {
    return refused || lacked
        ? tables.stream().filter(table -> !asked.contains(table)).toList()
        : List.of();
  }

  /** The filters of a table that were not listed; none when it is gone. */
  public Iterator<CatalogObject> ofTable(ObjectKey table) {
    asked.add(table);
    try {
      List<CatalogObject> filters =
          List.of(
              Iterators.toArray(
                  lakeFormation.filtersOfTable(table.database(), table.name()),
                  CatalogObject.class));
      return Iterators.filter(filters.iterator(), filter -> isNew(filter.key()));
    } catch (EntityNotFoundException e) {
      return List.<CatalogObject>of().iterator();
    }
  }

  private boolean isNew(ObjectKey filter) {
    boolean isNew = listed.add(filter);
    lacked |= isNew;
    return isNew;
  }

  /** The tables to ask for their grants: all with filters when no grant on any filter was seen. */
  public Set<ObjectKey> tablesWithoutGrants() {
    Set<ObjectKey> tables = new TreeSet<>();
    if (granted.isEmpty()) {
      listed.forEach(filter -> tables.add(ObjectKey.table(filter.database(), filter.name())));
    }
    return tables;
  }

  /** The grants on the filters of one table. */
  public Iterator<CatalogObject> grantsOnFilters(ObjectKey table) {
    return Iterators.filter(
        lakeFormation.grantsOnTable(table.database(), table.name()),
        row -> row.definition().path("Resource").has("DataCellsFilter"));
  }
}
