package io.twinlake.standin.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which ARNs a Glue call needs: the object's own and those of all that holds it, and for a deletion
 * of what it holds.
 *
 * @see <a href="https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html">AWS:
 *     specifying Glue resource ARNs</a>
 */
public final class GlueAccess implements BiConsumer<Call, ObjectNode> {
  private static final String ANY = "*";
  private static final String SERVICE = "glue.amazonaws.com";
  private static final Pattern STATISTICS =
      Pattern.compile("(Get|Update|Delete)ColumnStatisticsFor(Table|Partition)");

  /**
   * <a
   * href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html">AWS:
   * actions of AWS Glue</a>; where it is silent, the stricter reading.
   */
  private static final String WITHOUT_RESOURCES =
      "GetCrawlers|CreateCrawler|\\w+Classifiers?|ListRegistries|ListDataQualityRulesets|\\w+EncryptionSettings";

  private final Authoriser authoriser;

  public GlueAccess(Authoriser authoriser) {
    this.authoriser = authoriser;
  }

  @Override
  public void accept(Call call, ObjectNode body) {
    for (String resource : resources(call.operation(), body)) {
      String head = "arn:aws:glue:" + call.region() + ":" + call.caller().account() + ":";
      String arn = resource.equals(ANY) ? ANY : head + resource;
      for (String action : actions(call.operation())) {
        require(Access.of(call, "glue:" + action, arn));
      }
    }
    if (call.operation().startsWith("Create") && !body.path("Tags").isEmpty()) {
      requireTagging(call, body);
    }
    requireForView(call, body.path("TableInput").path("ViewDefinition"));
    if (call.operation().matches("(Create|Update)TableOptimizer")) {
      String role = body.path("TableOptimizerConfiguration").path("roleArn").asText();
      require(Access.of(call, "iam:PassRole", role).with("iam:passedtoservice", SERVICE));
    }
  }

  /** Nothing is made with tags by whoever may not tag it: inferred, the stricter reading. */
  private void requireTagging(Call call, ObjectNode body) {
    List<String> resources = resources(call.operation(), body);
    String own = resources.get(resources.size() - 1);
    String arn =
        own.equals(ANY)
            ? ANY
            : "arn:aws:glue:%s:%s:%s".formatted(call.region(), call.caller().account(), own);
    require(Access.of(call, "glue:TagResource", arn));
  }

  /** A view is made with its definer's role, and checked through connections (aws-facts 11). */
  private void requireForView(Call call, JsonNode view) {
    String definer = view.path("Definer").asText(call.caller().principal());
    if (!definer.equals(call.caller().principal())) {
      require(Access.of(call, "iam:PassRole", definer).with("iam:passedtoservice", SERVICE));
    }
    view.path("Representations").findValuesAsText("ValidationConnection").stream()
        .map(
            name ->
                "arn:aws:glue:%s:%s:connection/%s"
                    .formatted(call.region(), call.caller().account(), name))
        .forEach(arn -> require(Access.of(call, "glue:PassConnection", arn)));
  }

  private void require(Access access) {
    authoriser
        .refusal(access)
        .ifPresent(
            refusal -> {
              throw AwsError.accessDenied(refusal);
            });
  }

  /**
   * The statistics of columns are documented to take the right to the table or the partition, and
   * are actions of their own in the service authorisation reference: both are asked for.
   */
  private static List<String> actions(String operation) {
    Matcher statistics = STATISTICS.matcher(operation);
    return statistics.matches()
        ? List.of(operation, statistics.group(1) + statistics.group(2))
        : List.of(operation);
  }

  /** Without the ARN's head, outermost first; a * for an action that knows no resources. */
  static List<String> resources(String operation, JsonNode body) {
    if (operation.matches(WITHOUT_RESOURCES)) {
      return List.of(ANY);
    }
    if (operation.matches("\\w+(Registry|Schemas?|SchemaVersions?)")) {
      return schema(operation, body);
    }
    if (operation.endsWith("DataQualityRuleset")) {
      return List.of("dataQualityRuleset/" + body.path("Name").asText(ANY));
    }
    if (body.path("ResourceArn").isTextual()) {
      String arn = body.path("ResourceArn").textValue();
      return List.of(arn.substring(arn.lastIndexOf(':') + 1));
    }
    List<String> resources = new ArrayList<>(List.of("catalog"));
    if (operation.contains("UserDefinedFunction")) {
      String database = text(body, "DatabaseName");
      resources.add("database/" + database);
      resources.add("userDefinedFunction/" + database + "/" + function(body));
    } else if (operation.equals("BatchGetTableOptimizer")) {
      body.path("Entries").forEach(entry -> resources.addAll(optimizer(entry)));
    } else if (operation.equals("SearchTables")) {
      resources.addAll(List.of("database/*", "table/*/*"));
    } else if (body.has("DatabaseName")) {
      String database = text(body, "DatabaseName");
      resources.add("database/" + database);
      tables(operation, body).forEach(table -> resources.add("table/" + database + "/" + table));
    } else if (operation.matches("(Create|Get|Update|Delete)Databases?")) {
      resources.addAll(database(operation, named(body, "DatabaseInput")));
    } else if (operation.equals("CreateCatalog")) {
      resources.add("catalog/" + text(body, "Name"));
    } else if (operation.endsWith("Catalog") && body.path("CatalogId").asText().contains(":")) {
      String id = text(body, "CatalogId");
      resources.add("catalog/" + id.substring(id.indexOf(':') + 1));
    } else if (operation.matches("\\w*Connections?")) {
      resources.add("connection/" + named(body, "ConnectionInput"));
    }
    return resources;
  }

  /** Names of registries and schemas keep their case. */
  private static List<String> schema(String operation, JsonNode body) {
    JsonNode registry = body.has("SchemaId") ? body.path("SchemaId") : body.path("RegistryId");
    JsonNode named = operation.endsWith("Registry") ? body : registry;
    String of = "registry/" + named.path("RegistryName").asText(ANY);
    if (operation.matches("ListSchemas|\\w+Registry")) {
      return List.of(of);
    }
    String schema = body.path("SchemaName").asText(registry.path("SchemaName").asText(ANY));
    return List.of(of, "schema/" + named.path("RegistryName").asText(ANY) + "/" + schema);
  }

  private static String function(JsonNode body) {
    return body.has("FunctionName")
        ? text(body, "FunctionName")
        : text(body.path("FunctionInput"), "FunctionName");
  }

  private static List<String> optimizer(JsonNode entry) {
    String database = text(entry, "databaseName");
    return List.of("database/" + database, "table/" + database + "/" + text(entry, "tableName"));
  }

  private static List<String> database(String operation, String name) {
    if (operation.equals("DeleteDatabase")) {
      return List.of(
          "database/" + name, "table/" + name + "/*", "userDefinedFunction/" + name + "/*");
    }
    return List.of("database/" + name);
  }

  private static List<String> tables(String operation, JsonNode body) {
    if (body.has("TablesToDelete")) {
      List<String> tables = new ArrayList<>();
      body.path("TablesToDelete").forEach(t -> tables.add(t.asText().toLowerCase(Locale.ROOT)));
      return tables;
    }
    if (operation.equals("GetTables")) {
      return List.of(ANY);
    }
    return List.of(body.has("TableName") ? text(body, "TableName") : named(body, "TableInput"));
  }

  /** The member Name, or the input's one, or any. */
  private static String named(JsonNode body, String input) {
    return body.has("Name") ? text(body, "Name") : text(body.path(input), "Name");
  }

  private static String text(JsonNode body, String member) {
    return body.path(member).asText(ANY).toLowerCase(Locale.ROOT);
  }
}
