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

  static List<Column> fold(List<Column> columns) {
    return columns.stream().map(c -> c.toBuilder().name(fold(c.name())).build()).toList();
  }

  static StorageDescriptor fold(StorageDescriptor storage) {
    return storage.hasColumns()
        ? storage.toBuilder().columns(fold(storage.columns())).build()
        : storage;
  }
}
