package io.twinlake.infra;

import static io.twinlake.infra.Allow.allow;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Glue: read both catalogs, write only the target's. */
final class CatalogStatements {
  private CatalogStatements() {}

  static List<PolicyStatement> of(Arns arns) {
    return List.of(read(arns), write(arns));
  }

  private static PolicyStatement read(Arns arns) {
    return allow(
            "ReadCatalogs",
            "glue",
            "GetCatalog",
            "GetCatalogs",
            "GetDatabase",
            "GetDatabases",
            "GetTable",
            "GetTables",
            "GetTableVersions",
            "GetPartition",
            "GetPartitions",
            "BatchGetPartition",
            "GetPartitionIndexes",
            "GetColumnStatisticsForTable",
            "GetColumnStatisticsForPartition",
            "GetUserDefinedFunction",
            "GetUserDefinedFunctions",
            "GetTags")
        .on(arns.regions().stream().flatMap(arns::catalog).toList());
  }

  /**
   * Whether anything is deleted is the configuration's word, {@code delete_target_catalog_objects}.
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
            "CreatePartition",
            "BatchCreatePartition",
            "UpdatePartition",
            "BatchUpdatePartition",
            "DeletePartition",
            "BatchDeletePartition",
            "CreatePartitionIndex",
            "DeletePartitionIndex",
            "UpdateColumnStatisticsForTable",
            "DeleteColumnStatisticsForTable",
            "UpdateColumnStatisticsForPartition",
            "DeleteColumnStatisticsForPartition",
            "CreateUserDefinedFunction",
            "UpdateUserDefinedFunction",
            "DeleteUserDefinedFunction")
        .on(arns.catalog(arns.target()).toList());
  }
}
