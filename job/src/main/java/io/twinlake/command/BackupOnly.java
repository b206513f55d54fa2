package io.twinlake.command;

import io.twinlake.model.Kind;
import java.util.Map;

/** What to do about kinds that are backed up and not restored. */
final class BackupOnly {
  private static final Map<Kind, String> ADVICE =
      Map.of(
          Kind.CONNECTION,
          "create them with glue create-connection and the passwords, subnets and security groups of the target.",
          Kind.SCHEMA_REGISTRY,
          "create them with glue create-registry, before their schemas.",
          Kind.SCHEMA,
          "create them with glue create-schema, compatibility NONE and the definition of version 1, and set the compatibility when all versions are registered.",
          Kind.SCHEMA_VERSION,
          "register them in their order with glue register-schema-version; they get new ids.",
          Kind.DATA_QUALITY_RULESET,
          "create them with glue create-data-quality-ruleset.",
          Kind.CRAWLER,
          "create them with glue create-crawler without a schedule, for one that runs writes to the catalog.",
          Kind.CLASSIFIER,
          "create them with glue create-classifier, before the crawlers.",
          Kind.ENCRYPTION_SETTINGS,
          "put them with glue put-data-catalog-encryption-settings and a KMS key of the target region.",
          Kind.CATALOG,
          "create them with glue create-catalog and what they are about in the target region; what they hold is not in the backup.");

  private BackupOnly() {}

  /** Whether no restore writes objects of the kind, so that what is unread of it changes none. */
  static boolean is(Kind kind) {
    return ADVICE.containsKey(kind);
  }

  /** One sentence. */
  static String advice(Kind kind) {
    return ADVICE.getOrDefault(kind, "restoring them is not supported yet.");
  }
}
