package io.twinlake.standin.lake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpression;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationOptInsInfo;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;

/** What a region holds at present, read anew at each question. */
record Present(RandomWords words, LakeClients clients) {
  <T> Optional<T> any(Stream<T> choices) {
    List<T> listed = choices.toList();
    return listed.isEmpty() ? Optional.empty() : Optional.of(words.oneOf(listed));
  }

  /** But for the database of views in several dialects, which nobody changes. */
  Stream<Database> databases() {
    return everyDatabase().filter(each -> !each.name().equals(RandomViews.DATABASE));
  }

  Stream<Database> everyDatabase() {
    return clients.glue().getDatabasesPaginator(r -> {}).stream()
        .flatMap(page -> page.databaseList().stream());
  }

  /** Those that are no links. */
  Stream<Database> ownDatabases() {
    return own(databases());
  }

  Stream<Database> everyOwnDatabase() {
    return own(everyDatabase());
  }

  private static Stream<Database> own(Stream<Database> databases) {
    return databases.filter(each -> each.targetDatabase() == null);
  }

  Stream<Table> tables() {
    return ownDatabases().flatMap(this::tables);
  }

  Stream<Table> tables(Database home) {
    return clients.glue().getTablesPaginator(r -> r.databaseName(home.name())).stream()
        .flatMap(page -> page.tableList().stream());
  }

  /** Views and links included. */
  Stream<MadeTable> madeTables() {
    return ownDatabases().flatMap(this::madeTables);
  }

  Stream<MadeTable> madeTables(Database home) {
    return tables(home).map(each -> new MadeTable(each.databaseName(), input(each)));
  }

  static TableInput input(Table table) {
    return TableInput.builder()
        .name(table.name())
        .tableType(table.tableType())
        .targetTable(table.targetTable())
        .storageDescriptor(table.storageDescriptor())
        .partitionKeys(table.partitionKeys())
        .build();
  }

  Stream<Table> partitioned() {
    return tables().filter(each -> each.targetTable() == null && !each.partitionKeys().isEmpty());
  }

  Stream<Partition> partitions(Table table) {
    return clients
        .glue()
        .getPartitionsPaginator(r -> r.databaseName(table.databaseName()).tableName(table.name()))
        .stream()
        .flatMap(page -> page.partitions().stream());
  }

  Stream<PrincipalResourcePermissions> rows() {
    return clients.lakeFormation().listPermissionsPaginator(r -> {}).stream()
        .flatMap(page -> page.principalResourcePermissions().stream());
  }

  Stream<LakeFormationOptInsInfo> optIns() {
    return clients.lakeFormation().listLakeFormationOptInsPaginator(r -> {}).stream()
        .flatMap(page -> page.lakeFormationOptInsInfoList().stream());
  }

  Stream<LFTag> tags() {
    return clients.lakeFormation().listLFTagsPaginator(r -> {}).stream()
        .flatMap(page -> page.lfTags().stream())
        .map(each -> LFTag.builder().tagKey(each.tagKey()).tagValues(each.tagValues()).build());
  }

  Stream<LFTagExpression> expressions() {
    return clients.lakeFormation().listLFTagExpressionsPaginator(r -> {}).stream()
        .flatMap(page -> page.lfTagExpressions().stream());
  }

  Stream<DataCellsFilter> filters() {
    return clients.lakeFormation().listDataCellsFilterPaginator(r -> {}).stream()
        .flatMap(page -> page.dataCellsFilters().stream());
  }

  Stream<RLSPolicy> rowPolicies() {
    return clients.lakeFormation().listRLSPoliciesPaginator(r -> {}).stream()
        .flatMap(page -> page.rlsPolicies().stream());
  }

  Stream<RLSPolicyAttachment> attachments() {
    return clients.lakeFormation().listRLSPolicyAttachmentsPaginator(r -> {}).stream()
        .flatMap(page -> page.rlsPolicyAttachments().stream());
  }
}
