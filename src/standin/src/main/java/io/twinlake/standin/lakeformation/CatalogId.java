package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * The account's root catalog. Catalogs nested in it can be granted on; what they hold is not here.
 */
record CatalogId(String account) {
  /** The CatalogId at the top of a request: an account id, by default the caller's own. */
  void require(@Nullable String asked) {
    if (asked != null && !asked.matches("\\d{12}")) {
      throw AwsError.invalidInput("Catalog id must be a valid AWS account id.");
    }
    fill(asked);
  }

  /** Whether it names a catalog in the account's own, e.g. {@code 111122223333:sales}. */
  static boolean isNested(String id) {
    return id.indexOf(':') >= 0;
  }

  /** The Id of a catalog to grant on: the account's own by default, or one nested in it. */
  String ofCatalog(@Nullable String asked) {
    return asked != null && asked.startsWith(account + ":") ? Place.fold(asked) : fill(asked);
  }

  /** The CatalogId inside a resource. */
  String fill(@Nullable String asked) {
    if (asked != null && !asked.equals(account)) {
      throw AwsError.entityNotFound("Catalog " + asked + " not found.");
    }
    return account;
  }
}
