package io.twinlake.infra;

import static io.twinlake.infra.Allow.allow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Glue: read both catalogs, write only the target's. */
final class CatalogStatements {
  private static final String REGION = "aws:RequestedRegion";

  private CatalogStatements() {}

  static List<PolicyStatement> of(Arns arns, DeploymentSettings settings) {
    List<PolicyStatement> statements =
        new ArrayList<>(List.of(read(arns), readWithoutResources(arns), write(arns)));
    if (!settings.tableOptimizerRoleArns().isEmpty()) {
      statements.add(
          allow("PassOptimizerRoles", "iam", "PassRole")
              .when("iam:PassedToService", "glue.amazonaws.com")
              .on(settings.tableOptimizerRoleArns()));
    }
    if (!settings.viewDefinerRoleArns().isEmpty()) {
      statements.addAll(makeViews(arns, settings.viewDefinerRoleArns()));
    }
    return statements;
  }

  /**
   * A view in several dialects is made in its definer's name, and engines check it through
   * connections (AWS Lake Formation developer guide, views-prereqs).
   */
  private static List<PolicyStatement> makeViews(Arns arns, List<String> definers) {
    return List.of(
        allow("PassViewDefiners", "iam", "PassRole")
            .when(
                "iam:PassedToService", List.of("glue.amazonaws.com", "lakeformation.amazonaws.com"))
            .on(definers),
        allow("CheckViews", "glue", "PassConnection").on(arns.connections(arns.target()).toList()));
  }

  private static PolicyStatement read(Arns arns) {
    return allow(
            "ReadCatalogs",
            "glue",
            "GetCatalogs",
            "GetConnections",
            "GetDataQualityRuleset",
            "GetResourcePolicy",
            "GetSchema",
            "GetSchemaVersion",
            "ListSchemaVersions",
            "ListSchemas",
            "GetDatabase",
            "GetDatabases",
            "GetTable",
            "GetTables",
            "GetPartitions",
            "BatchGetPartition",
            "GetPartition",
            "GetPartitionIndexes",
            "GetColumnStatisticsForTable",
            "GetColumnStatisticsForPartition",
            "GetUserDefinedFunctions",
            "GetUserDefinedFunction",
            "BatchGetTableOptimizer",
            "GetTags")
        .on(
            arns.regions().stream()
                .flatMap(
                    region ->
                        Stream.of(
                                arns.catalog(region),
                                arns.functions(region),
                                arns.satellites(region))
                            .flatMap(all -> all))
                .toList());
  }

  private static PolicyStatement readWithoutResources(Arns arns) {
    return allow(
            "ListBesideTables",
            "glue",
            "GetClassifiers",
            "GetCrawlers",
            "GetDataCatalogEncryptionSettings",
            "ListDataQualityRulesets",
            "ListRegistries")
        .when(REGION, arns.regions())
        .onAnything();
  }

  /**
   * The statistics of columns take the right to read or write their table or partition too. Whether
   * anything is deleted is the configuration's word, {@code delete_target_catalog_objects}.
   * DeleteDatabase is checked against the functions in it too.
   */
  private static PolicyStatement write(Arns arns) {
    return allow(
            "WriteTargetCatalog",
            "glue",
            "CreateDatabase",
            "UpdateDatabase",
            "DeleteDatabase",
            "CreateTable",
            "UpdateTable",
            "DeleteTable",
            "BatchDeleteTable",
            "BatchCreatePartition",
            "BatchUpdatePartition",
            "BatchDeletePartition",
            "PutResourcePolicy",
            "DeleteResourcePolicy",
            "CreatePartitionIndex",
            "DeletePartitionIndex",
            "UpdateColumnStatisticsForTable",
            "DeleteColumnStatisticsForTable",
            "UpdateColumnStatisticsForPartition",
            "DeleteColumnStatisticsForPartition",
            "UpdatePartition",
            "DeletePartition",
            "CreateUserDefinedFunction",
            "UpdateUserDefinedFunction",
            "DeleteUserDefinedFunction",
            "CreateTableOptimizer",
            "UpdateTableOptimizer",
            "DeleteTableOptimizer",
            "TagResource",
            "UntagResource")
        .on(Stream.concat(arns.catalog(arns.target()), arns.functions(arns.target())).toList());
  }
}
