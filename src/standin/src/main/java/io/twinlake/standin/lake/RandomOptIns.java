package io.twinlake.standin.lake;

import software.amazon.awssdk.services.lakeformation.model.Condition;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Random opt-ins of users and roles, some under a condition (aws-facts 24). */
record RandomOptIns(RandomWords words, LakeClients clients) {
  void create(Resource resource) {
    String principal = new RandomPrincipals(words, clients).ofIam();
    Condition condition =
        words.once(4) ? Condition.builder().expression(words.condition()).build() : null;
    clients
        .lakeFormation()
        .createLakeFormationOptIn(
            r ->
                r.resource(resource)
                    .principal(p -> p.dataLakePrincipalIdentifier(principal))
                    .condition(condition));
  }
}
