package io.twinlake.standin.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The statements of one or more IAM policies: of an identity, a bucket, or a role's trust. */
public final class PolicyDocument {
  public static final PolicyDocument NOTHING = new PolicyDocument(List.of());

  public static final PolicyDocument EVERYTHING =
      parse("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}");

  private final List<Statement> statements;

  private PolicyDocument(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * @param json a policy document, or an array of several
   * @throws IllegalArgumentException when it holds what the stand-in cannot judge
   */
  public static PolicyDocument parse(String json) {
    try {
      List<Statement> statements = new ArrayList<>();
      for (JsonNode document : each(new ObjectMapper().readTree(json))) {
        each(document.path("Statement")).forEach(s -> statements.add(Statement.parse(s)));
      }
      return new PolicyDocument(statements);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This policy is not JSON: " + json, e);
    }
  }

  /** The trust policy that lets an account decide by its own policies. */
  static PolicyDocument trusting(String account) {
    return parse(
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\""
            + account
            + "\"}}]}");
  }

  private static Iterable<JsonNode> each(JsonNode node) {
    return node.isArray() ? node : List.of(node);
  }

  public Verdict judge(Access access) {
    Verdict verdict = Verdict.NOT_ALLOWED;
    for (Statement statement : statements) {
      if (statement.appliesTo(access)) {
        if (!statement.allow()) {
          return Verdict.DENIED;
        }
        verdict = Verdict.ALLOWED;
      }
    }
    return verdict;
  }
}
