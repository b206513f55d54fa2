package io.twinlake.standin.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A resource policy of a few statements that allow and deny, with conditions on the region. */
record RandomPolicy(RandomWords words, LakeClients clients) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void put() {
    ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
    var statements = policy.putArray("Statement");
    int count = 1 + words.below(3);
    for (int n = 0; n < count; n++) {
      statements.add(statement("S" + n));
    }
    clients.glue().putResourcePolicy(r -> r.policyInJson(policy.toString()).enableHybrid("TRUE"));
  }

  private ObjectNode statement(String sid) {
    ObjectNode statement = JSON.createObjectNode();
    if (words.once(2)) {
      statement.put("Sid", sid);
    }
    statement.put("Effect", words.oneOf(List.of("Allow", "Deny")));
    principal(statement);
    statement.put(
        words.once(4) ? "NotAction" : "Action", words.oneOf(List.of("glue:Get*", "glue:*")));
    statement.put(
        "Resource",
        "arn:aws:glue:%s:%s:%s"
            .formatted(
                clients.region(),
                clients.account(),
                words.oneOf(List.of("*", "catalog", "table/a/*"))));
    if (words.once(2)) {
      statement
          .putObject("Condition")
          .putObject(words.oneOf(List.of("StringEquals", "StringNotEquals", "StringLike")))
          .put("aws:RequestedRegion", clients.region());
    }
    return statement;
  }

  private void principal(ObjectNode statement) {
    switch (words.below(3)) {
      case 0 -> statement.put("Principal", "*");
      case 1 -> statement.putObject("Principal").put("AWS", "444455556666");
      default ->
          statement
              .putObject("Principal")
              .putArray("AWS")
              .add("444455556666")
              .add(clients.principal(Staff.DATA_ACCESS));
    }
  }
}
