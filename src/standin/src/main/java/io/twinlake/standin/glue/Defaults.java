package io.twinlake.standin.glue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/**
 * What AWS fills in for members a caller left out, as the outputs of {@code aws glue get-tables}
 * and {@code create-table} in the AWS CLI's documentation show.
 */
final class Defaults {
  private Defaults() {}

  static int retention(@Nullable Integer given) {
    return given == null ? 0 : given;
  }

  static StorageDescriptor of(StorageDescriptor given) {
    StorageDescriptor.Builder filled = Names.fold(given).toBuilder();
    if (given.compressed() == null) {
      filled.compressed(false);
    }
    if (given.numberOfBuckets() == null) {
      filled.numberOfBuckets(0);
    }
    if (!given.hasSortColumns()) {
      filled.sortColumns(List.of());
    }
    if (given.storedAsSubDirectories() == null) {
      filled.storedAsSubDirectories(false);
    }
    return filled.build();
  }
}
