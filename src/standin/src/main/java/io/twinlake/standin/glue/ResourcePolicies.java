package io.twinlake.standin.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.DeleteResourcePolicyResponse;
import software.amazon.awssdk.services.glue.model.EnableHybridValues;
import software.amazon.awssdk.services.glue.model.ExistCondition;
import software.amazon.awssdk.services.glue.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.glue.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.PutResourcePolicyResponse;

/** The catalog's resource policy, of which there is one or none (aws-facts 12). */
final class ResourcePolicies {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Context context;
  private volatile @Nullable GetResourcePolicyResponse policy;

  ResourcePolicies(Context context) {
    this.context = context;
  }

  GetResourcePolicyResponse get(Call call, GetResourcePolicyRequest request) {
    return found();
  }

  PutResourcePolicyResponse put(Call call, PutResourcePolicyRequest request) {
    checkConditions(
        request.policyExistsCondition(), Optional.ofNullable(request.policyHashCondition()));
    checkStatements(request.policyInJson());
    boolean hybrid = request.enableHybrid() == EnableHybridValues.TRUE;
    if (policy != null && !hybrid && isMadeByLakeFormation(policy.policyInJson())) {
      throw AwsError.invalidInput(
          "EnableHybrid must be TRUE, for Lake Formation has granted across accounts.");
    }
    GetResourcePolicyResponse before = policy;
    policy =
        GetResourcePolicyResponse.builder()
            .policyInJson(request.policyInJson())
            .policyHash(UUID.randomUUID().toString())
            .createTime(before == null ? context.now() : before.createTime())
            .updateTime(context.now())
            .build();
    return PutResourcePolicyResponse.builder().policyHash(policy.policyHash()).build();
  }

  DeleteResourcePolicyResponse delete(Call call, DeleteResourcePolicyRequest request) {
    checkConditions(ExistCondition.MUST_EXIST, Optional.ofNullable(request.policyHashCondition()));
    policy = null;
    return DeleteResourcePolicyResponse.builder().build();
  }

  private GetResourcePolicyResponse found() {
    if (policy == null) {
      throw AwsError.entityNotFound("Policy not found");
    }
    return policy;
  }

  private void checkConditions(@Nullable ExistCondition exists, Optional<String> hash) {
    if (exists == ExistCondition.NOT_EXIST && policy != null) {
      throw AwsError.of("ConditionCheckFailureException", "The policy exists.");
    }
    if (exists == ExistCondition.MUST_EXIST || hash.isPresent()) {
      String current = found().policyHash();
      if (hash.isPresent() && !hash.get().equals(current)) {
        throw AwsError.of("ConditionCheckFailureException", "The policy's hash is another.");
      }
    }
  }

  /** Resources of another region or account are refused, and a Sid that is there twice. */
  private void checkStatements(String text) {
    JsonNode statements = parse(text).path("Statement");
    if (statements.isMissingNode()) {
      throw AwsError.invalidInput("Policy has no Statement.");
    }
    String here =
        "arn:aws:glue:" + context.store().region() + ":" + context.store().account() + ":";
    Set<String> sids = new HashSet<>();
    for (JsonNode statement :
        statements.isArray() ? statements : JSON.createArrayNode().add(statements)) {
      String sid = statement.path("Sid").asText("");
      if (!sid.isEmpty() && !sids.add(sid)) {
        throw AwsError.invalidInput(
            "Statement IDs (SID) in a single policy must be unique: " + sid);
      }
      JsonNode resources = statement.path("Resource");
      for (JsonNode resource :
          resources.isArray() ? resources : JSON.createArrayNode().add(resources)) {
        if (!resource.asText().startsWith(here)) {
          throw AwsError.invalidInput("Resource " + resource + " is not of this catalog.");
        }
      }
    }
  }

  private static boolean isMadeByLakeFormation(String text) {
    return text.contains("ram.amazonaws.com") || text.contains("glue:EvaluatedByLakeFormationTags");
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw AwsError.invalidInput("Policy is not well-formed JSON.");
    }
  }
}
