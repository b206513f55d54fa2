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

  /** Those that views are defined by, and that are granted nothing else. */
  static final List<String> DEFINERS = List.of("role/ViewDefiner", "role/OtherViewDefiner");

  /** Those that are granted something without being users or roles of IAM (aws-facts 22). */
  static final List<String> OTHERS =
      List.of(
          "saml-provider/Corporate:group/Größe & Co",
          "saml-provider/Corporate:user/ann@example.com",
          "arn:aws:sts::{account}:federated-user/ann",
          "arn:aws:identitystore:::user/94682468-70b1-7058-5c2b-5e2b7b0c1a11",
          "arn:aws:identitystore:::group/94682468-e0f1-70a3-8d4a-2f6d1c9b7e22",
          "arn:aws:quicksight:us-east-1:{account}:group/default/readers",
          "{account}:IAMPrincipals");

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
    DEFINERS.forEach(account::principal);
    return account.role(ADMIN.substring("role/".length()), EVERYTHING);
  }
}
