package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Shape;
import io.twinlake.model.CatalogObject;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;

/** Compares data cells filters by what can be written of them (aws-facts 19). */
public final class Filters {
  private static final Shape INPUT = Shape.of(DataCellsFilter::builder);

  private static final String CATALOG = "TableCatalogId";
  private static final String ROWS = "RowFilter";
  private static final String ALL_ROWS = "AllRowsWildcard";
  private static final String COLUMNS = "ColumnNames";
  private static final String WILDCARD = "ColumnWildcard";
  private static final String EXCLUDED = "ExcludedColumnNames";

  private Filters() {}

  /**
   * The filter as CreateDataCellsFilter takes it: all rows are spelt in one way where they are
   * listed in two at once, and either columns or a wildcard is there.
   *
   * @param account whose catalog is meant when none is named; AWS wants it named
   */
  public static ObjectNode input(CatalogObject filter, String account) {
    ObjectNode input = INPUT.prune(filter.definition());
    input.remove("VersionId");
    if (!input.has(CATALOG)) {
      input.put(CATALOG, account);
    }
    if (input.path(ROWS).has(ALL_ROWS)) {
      input.putObject(ROWS).putObject(ALL_ROWS);
    }
    if (input.has(WILDCARD) && input.path(COLUMNS).isEmpty()) {
      input.remove(COLUMNS);
    }
    return input;
  }

  /** What to do about one filter, given what the snapshot wants and what the target has. */
  public static Action decide(
      CatalogObject desired, @Nullable CatalogObject actual, String account) {
    ObjectNode input = input(desired, account);
    if (actual == null) {
      return Action.create(desired.key(), input);
    }
    String difference = Differences.between(comparable(input), comparable(input(actual, account)));
    return difference.isEmpty()
        ? Action.none(desired.key())
        : Action.update(desired.key(), input, difference);
  }

  /** Whether a filter that was read is as the input of a create or update call says. */
  public static boolean isAs(ObjectNode input, CatalogObject actual, String account) {
    return Definitions.sameInput(comparable(input), comparable(input(actual, account)));
  }

  /**
   * Columns have no order here, a wildcard that excludes nothing may say so or not, and {@code
   * TRUE} is all rows.
   */
  private static ObjectNode comparable(ObjectNode input) {
    ObjectNode comparable = input.deepCopy();
    if (isAllRows(comparable.path(ROWS))) {
      comparable.putObject(ROWS).putObject(ALL_ROWS);
    }
    sort(comparable, COLUMNS);
    if (comparable.get(WILDCARD) instanceof ObjectNode wildcard) {
      sort(wildcard, EXCLUDED);
      if (wildcard.path(EXCLUDED).isEmpty()) {
        wildcard.remove(EXCLUDED);
      }
    }
    return comparable;
  }

  private static boolean isAllRows(JsonNode rows) {
    return rows.path("FilterExpression").asText("").strip().equalsIgnoreCase("TRUE");
  }

  private static void sort(ObjectNode parent, String member) {
    if (parent.get(member) instanceof ArrayNode names) {
      TreeSet<String> sorted = new TreeSet<>();
      names.forEach(name -> sorted.add(name.asText()));
      sorted.forEach(parent.putArray(member)::add);
    }
  }
}
