package io.twinlake.standin.lake;

import java.util.List;
import java.util.stream.Stream;

/** Grantees of every form that stays in its account (aws-facts 22). */
record RandomPrincipals(RandomWords words, LakeClients clients) {
  /** One, two or nobody, so that most resources have few rows. */
  List<String> some() {
    return words.exactly(words.below(3), everybody());
  }

  /** Everybody that may hold a grant of a random lake, IAM_ALLOWED_PRINCIPALS aside. */
  List<String> everybody() {
    return Stream.concat(
            Staff.GRANTEES.stream(),
            Staff.OTHERS.stream().map(each -> each.replace("{account}", clients.account())))
        .map(clients::principal)
        .toList();
  }

  /** An IAM user or role: nobody else can opt in. */
  String ofIam() {
    return clients.principal(words.oneOf(Staff.GRANTEES));
  }

  /**
   * What AWS takes as the principal of a row-level-security policy (LFDOC rls-policies-granting).
   */
  String ofIamOrSaml() {
    return words.oneOf(
        everybody().stream().filter(each -> each.startsWith("arn:aws:iam::")).toList());
  }

  /** All users and roles of the account, of whom a condition picks some. */
  String allOfIam() {
    return clients.account() + ":IAMPrincipals";
  }
}
