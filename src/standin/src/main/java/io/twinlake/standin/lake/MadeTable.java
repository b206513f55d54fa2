package io.twinlake.standin.lake;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/** A table, view or link in a database, as it was made. */
record MadeTable(String database, TableInput input) {
  String name() {
    return input.name();
  }

  boolean isLink() {
    return input.targetTable() != null;
  }

  boolean isView() {
    return "VIRTUAL_VIEW".equals(input.tableType()) || input.viewDefinition() != null;
  }

  /** Neither a view nor a link, with columns of which some can be shown (aws-facts 19). */
  boolean isFilterable() {
    return !isLink() && !isView() && !stored().isEmpty();
  }

  Resource resource() {
    return Resource.builder().table(t -> t.databaseName(database).name(name())).build();
  }

  TableWithColumnsResource.Builder columnsOf() {
    return TableWithColumnsResource.builder().databaseName(database).name(name());
  }

  /** The names of all columns, partition keys last. */
  List<String> columns() {
    return Stream.concat(stored().stream(), input.partitionKeys().stream().map(Column::name))
        .toList();
  }

  /** The names of the columns that are no partition keys. */
  List<String> stored() {
    return input.storageDescriptor() == null
        ? List.of()
        : input.storageDescriptor().columns().stream().map(Column::name).toList();
  }
}
