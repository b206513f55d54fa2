package io.twinlake.standin.lakeformation;

/** Lake Formation's reserved names. */
final class Names {
  /** The virtual group that switches Lake Formation off for an object (aws-facts 23). */
  static final String IAM_ALLOWED_PRINCIPALS = "IAM_ALLOWED_PRINCIPALS";

  /** The table name under which grants on all tables are listed (aws-facts 20). */
  static final String ALL_TABLES = "ALL_TABLES";

  static final String ALL = "ALL";

  /** Everything on a nested catalog and in it; ALL does not stand for it. */
  static final String SUPER_USER = "SUPER_USER";

  static final String SELECT = "SELECT";
  static final String DESCRIBE = "DESCRIBE";

  private Names() {}

  /** Every IAM principal of an account (aws-facts 22). */
  static String iamPrincipals(String account) {
    return account + ":IAMPrincipals";
  }
}
