package io.twinlake.standin.lake;

import io.twinlake.standin.Account;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** The principals of the lakes here, of which the administrator fills them. */
public final class Staff {
  /** Becomes a data lake administrator of what it fills. */
  public static final String ADMIN = "role/DataLakeAdmin";

  /** The role with which Lake Formation reads a registered location. */
  static final String DATA_ACCESS = "role/LakeFormationDataAccess";

  /** Those that are granted something. */
  static final List<String> GRANTEES =
      List.of(
          "role/Analyst",
          "role/Engineer",
          "role/NightlyLoader",
          "role/FinanceAnalyst",
          "user/auditor");

  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

  private Staff() {}

  /**
   * Makes the principals in an account of the stand-in.
   *
   * @return a session of the administrator
   */
  public static AwsCredentials in(Account account) {
    account.principal(DATA_ACCESS);
    GRANTEES.forEach(account::principal);
    return account.role(ADMIN.substring("role/".length()), EVERYTHING);
  }
}
