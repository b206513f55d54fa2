package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Shape;
import io.twinlake.model.Canonical;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.TableOptimizer;
import software.amazon.awssdk.services.glue.model.UserDefinedFunctionInput;

/** Compares definitions of what the catalog holds by what can be written of them. */
public final class Definitions {
  private static final Map<Kind, Shape> SHAPES =
      Map.of(
          Kind.DATABASE, Shape.of(DatabaseInput::builder),
          Kind.TABLE, Shape.of(TableInput::builder),
          Kind.PARTITION, Shape.of(PartitionInput::builder),
          Kind.PARTITION_INDEX, Shape.of(PartitionIndexDescriptor::builder),
          Kind.COLUMN_STATISTICS, Shape.of(ColumnStatistics::builder),
          Kind.PARTITION_COLUMN_STATISTICS, Shape.of(ColumnStatistics::builder),
          Kind.TABLE_OPTIMIZER, Shape.of(TableOptimizer::builder),
          Kind.USER_DEFINED_FUNCTION, Shape.of(UserDefinedFunctionInput::builder));

  /** Members that make a definition a resource link, whose other members are the target's. */
  private static final Set<String> LINK_MEMBERS = Set.of("TargetDatabase", "TargetTable");

  private static final String VIEW = "ViewDefinition";

  /** What a catalog counts itself, of views and of what they read there. */
  private static final Set<String> VERSIONS =
      Set.of(
          "ViewVersionId",
          "ViewVersionToken",
          "SubObjectVersionIds",
          "SubObjectsStatistics",
          "LastRefreshType");

  private static final String DEFAULTS = "CreateTableDefaultPermissions";

  private Definitions() {}

  /**
   * The definition as the write call takes it. Of a resource link only its name and target
   * (aws-facts 10); a database always says its CreateTableDefaultPermissions, because leaving them
   * out means the region's, which may be open to everyone (aws-facts 6).
   */
  public static ObjectNode writable(CatalogObject object) {
    Shape shape = SHAPES.get(object.key().kind());
    if (shape == null) {
      throw new IllegalArgumentException("No write shape for " + object.key().kind() + ".");
    }
    ObjectNode input = shape.prune(object.definition());
    if (object.key().kind().equals(Kind.PARTITION_INDEX)) {
      return index(input);
    }
    if (object.key().kind().equals(Kind.TABLE_OPTIMIZER)) {
      return input.retain("configuration");
    }
    if (input.get(VIEW) instanceof ObjectNode view) {
      view.remove(VERSIONS);
      sortByDialect(view);
    }
    if (isLink(object)) {
      input.retain("Name", "TargetDatabase", "TargetTable");
    } else if (object.key().kind().equals(Kind.DATABASE) && !input.has(DEFAULTS)) {
      input.putArray(DEFAULTS);
    }
    return input;
  }

  /** A view has each dialect once, and AWS keeps no order of them. */
  private static void sortByDialect(ObjectNode view) {
    if (view.get("Representations") instanceof ArrayNode representations) {
      List<JsonNode> sorted = new ArrayList<>();
      representations.forEach(sorted::add);
      sorted.sort(Comparator.comparing(each -> each.path("Dialect").asText()));
      view.putArray("Representations").addAll(sorted);
    }
  }

  /** PartitionIndexDescriptor as PartitionIndex: of the keys only their names (aws-facts 2). */
  private static ObjectNode index(ObjectNode descriptor) {
    ObjectNode index = descriptor.deepCopy();
    index.retain("IndexName");
    ArrayNode names = index.putArray("Keys");
    descriptor.path("Keys").forEach(key -> names.add(key.path("Name").asText()));
    return index;
  }

  /** Whether a table is a view of any sort, which has no data of its own. */
  public static boolean isView(CatalogObject table) {
    return Views.isView(table)
        || table.definition().path("TableType").asText("").equals("VIRTUAL_VIEW");
  }

  public static boolean isLink(CatalogObject object) {
    return LINK_MEMBERS.stream().anyMatch(object.definition()::has);
  }

  /** The saved CreateTableDefaultPermissions, empty when there are none. */
  public static ArrayNode tableDefaults(ObjectNode database) {
    return database.get(DEFAULTS) instanceof ArrayNode defaults ? defaults : database.arrayNode();
  }

  /** The same database input, but granting nothing on the tables made in it. */
  public static ObjectNode closed(ObjectNode database) {
    ObjectNode closed = database.deepCopy();
    closed.putArray(DEFAULTS);
    return closed;
  }

  /** Whether two write shapes would write the same. */
  public static boolean sameInput(ObjectNode left, ObjectNode right) {
    return Canonical.text(left).equals(Canonical.text(right));
  }

  /**
   * What to do about one object, given what the snapshot wants and what the target has; whether
   * that may be is for {@link TypeChange#unlessDataIsLost} to say.
   */
  public static Action decide(CatalogObject desired, @Nullable CatalogObject actual) {
    ObjectNode input = writable(desired);
    if (actual == null) {
      return Action.create(desired.key(), input);
    }
    String difference = Differences.between(input, writable(actual));
    if (difference.isEmpty()) {
      return Action.none(desired.key());
    }
    return TypeChange.isNeeded(desired, actual)
        ? Action.replace(desired.key(), input, difference)
        : Action.update(desired.key(), input, difference);
  }

  /**
   * The desired definition with what AWS may have cut from it when it was read taken from the
   * target's: columns, and the {@code spark.sql.sources.schema*} parameters (aws-facts 4).
   */
  public static CatalogObject filledFrom(CatalogObject actual, CatalogObject desired) {
    ObjectNode filled = desired.definition().deepCopy();
    if (actual.definition().get("Parameters") instanceof ObjectNode parameters) {
      parameters.properties().stream()
          .filter(parameter -> parameter.getKey().startsWith("spark.sql.sources.schema"))
          .filter(parameter -> !filled.path("Parameters").has(parameter.getKey()))
          .forEach(p -> filled.withObject("/Parameters").set(p.getKey(), p.getValue()));
    }
    JsonNode columns = actual.definition().path("StorageDescriptor").path("Columns");
    JsonNode read = filled.path("StorageDescriptor").path("Columns");
    if (columns.size() > read.size() && columnNames(columns).containsAll(columnNames(read))) {
      filled.withObject("/StorageDescriptor").set("Columns", columns);
    }
    return new CatalogObject(desired.key(), filled);
  }

  private static Set<String> columnNames(JsonNode columns) {
    Set<String> names = new TreeSet<>();
    columns.forEach(column -> names.add(column.path("Name").asText()));
    return names;
  }
}
