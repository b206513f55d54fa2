package io.twinlake.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * The smallest number of calls with which AWS lets a lake be read and restored into an empty region
 * (pages, batches and what takes one call each: aws-facts 1, 15, 18, 19, 21).
 *
 * @param rows of ListPermissions in the source, its creator's included
 */
record Smallest(Size size, long rows) {
  /** Glue's and Lake Formation's, by operation. */
  Map<String, Long> backup() {
    Map<String, Long> calls = new TreeMap<>();
    calls.put("glue:GetCatalogs", 1L);
    calls.put("glue:GetDatabases", pages(size.databases(), 100));
    calls.put("glue:GetTables", size.databases() * pages(size.tables(), 100));
    calls.put("lakeformation:DescribeLakeFormationIdentityCenterConfiguration", 1L);
    calls.put("lakeformation:GetDataLakeSettings", 1L);
    calls.put("lakeformation:GetResourceLFTags", (long) size.databases() + size.allTables());
    calls.put("lakeformation:ListDataCellsFilter", pages(size.filters(), 1000));
    calls.put("lakeformation:ListLFTagExpressions", 1L);
    calls.put("lakeformation:ListLFTags", pages(size.tags(), 1000));
    calls.put("lakeformation:ListLakeFormationOptIns", 1L);
    calls.put("lakeformation:ListPermissions", pages(rows, 1000));
    calls.put("lakeformation:ListResources", 1L);
    calls.put("lakeformation:ListRLSPolicies", 1L);
    calls.put("lakeformation:ListRLSPolicyAttachments", 1L);
    calls.put("sts:GetCallerIdentity", 1L);
    return calls;
  }

  /** Into a region that holds nothing: its lists once, then every object. */
  Map<String, Long> firstRestore() {
    Map<String, Long> calls = new TreeMap<>();
    calls.put("glue:GetDatabases", 1L);
    calls.put("glue:CreateDatabase", (long) size.databases());
    calls.put("glue:CreateTable", (long) size.allTables());
    calls.put("lakeformation:GetDataLakeSettings", 1L);
    calls.put("lakeformation:ListDataCellsFilter", 1L);
    calls.put("lakeformation:ListLFTags", 1L);
    calls.put("lakeformation:ListLakeFormationOptIns", 1L);
    calls.put("lakeformation:ListPermissions", 1L);
    calls.put("lakeformation:ListResources", 1L);
    calls.put("lakeformation:ListRLSPolicies", 1L);
    calls.put("lakeformation:ListRLSPolicyAttachments", 1L);
    calls.put("glue:GetCatalogs", 1L);
    calls.put("sts:GetCallerIdentity", 1L);
    calls.put("iam:ListRoles", 1L);
    calls.put("lakeformation:CreateLFTag", (long) size.tags());
    calls.put("lakeformation:AddLFTagsToResource", size.databases() + 2L * size.allTables());
    calls.put("lakeformation:CreateDataCellsFilter", (long) size.filters());
    calls.put("lakeformation:BatchGrantPermissions", pages(size.grants(), 20));
    return calls;
  }

  private static long pages(long items, int page) {
    return Math.max(1, (items + page - 1) / page);
  }
}
