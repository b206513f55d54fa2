package io.twinlake.standin.glue;

import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/** Names as the catalog keeps them: lower case (aws-facts 3). */
final class Names {
  private Names() {}

  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The same list when there is nothing to fold. */
  static List<Column> fold(List<Column> columns) {
    return columns.stream().allMatch(column -> fold(column.name()).equals(column.name()))
        ? columns
        : columns.stream().map(c -> c.toBuilder().name(fold(c.name())).build()).toList();
  }

  static StorageDescriptor fold(StorageDescriptor storage) {
    List<Column> columns = fold(storage.columns());
    return columns.equals(storage.columns())
        ? storage
        : storage.toBuilder().columns(columns).build();
  }
}
