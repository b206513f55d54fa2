package io.twinlake.infra;

import static io.twinlake.infra.Allow.allow;

import java.util.List;
import java.util.stream.Stream;
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
            "GetCatalogs",
            "GetDatabase",
            "GetDatabases",
            "GetTable",
            "GetTables",
            "GetPartitions",
            "BatchGetPartition")
        .on(arns.regions().stream().flatMap(arns::catalog).toList());
  }

  /**
   * Whether anything is deleted is the configuration's word, {@code delete_target_catalog_objects}.
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
            "BatchDeletePartition")
        .on(Stream.concat(arns.catalog(arns.target()), arns.functions(arns.target())).toList());
  }
}
