package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import org.jspecify.annotations.Nullable;

/** The account's root catalog, which is the only one here. */
record CatalogId(String account) {
  /** The CatalogId at the top of a request: an account id, by default the caller's own. */
  void require(@Nullable String asked) {
    if (asked != null && !asked.matches("\\d{12}")) {
      throw AwsError.invalidInput("Catalog id must be a valid AWS account id.");
    }
    fill(asked);
  }

  /** The CatalogId inside a resource. */
  String fill(@Nullable String asked) {
    if (asked != null && !asked.equals(account)) {
      throw AwsError.entityNotFound("Catalog " + asked + " not found.");
    }
    return account;
  }
}
