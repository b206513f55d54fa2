package io.twinlake.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * Both stacks as they would stand in one account, in plain JSON without intrinsic functions: what a
 * deployment leaves for the job to live with.
 */
public final class DeployedTemplates {
  private final JsonNode source;
  private final JsonNode target;

  /** Each by its resources' logical ids. */
  private DeployedTemplates(JsonNode source, JsonNode target) {
    this.source = source;
    this.target = target;
  }

  /**
   * @param contexts all of them, as after {@code --context}; the source region is us-east-1 unless
   *     {@code source_region} says otherwise
   */
  public static DeployedTemplates of(String account, Map<String, Object> contexts) {
    try {
      Deployment deployment = Synth.deployment(Synth.app(), null, contexts);
      return new DeployedTemplates(
          resolved(deployment.source(), account), resolved(deployment.target(), account));
    } catch (InvalidContext e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  public String roleArn() {
    return sourceJob().get("Role").asText();
  }

  /** Every statement that either stack gives the role, as one policy document. */
  public ObjectNode rolePolicy() {
    ObjectNode policy = Synth.JSON.createObjectNode().put("Version", "2012-10-17");
    ArrayNode statements = policy.putArray("Statement");
    Stream.concat(stream(role().path("Policies")), ofType(target, "AWS::IAM::RolePolicy").stream())
        .forEach(p -> p.get("PolicyDocument").get("Statement").forEach(statements::add));
    return policy;
  }

  public JsonNode trustPolicy() {
    return role().get("AssumeRolePolicyDocument");
  }

  /** What is added to the source region's data lake settings. */
  public JsonNode sourceDataLakeSettings() {
    return only(source, "AWS::LakeFormation::DataLakeSettings");
  }

  /** What is added to the target region's data lake settings. */
  public JsonNode targetDataLakeSettings() {
    return only(target, "AWS::LakeFormation::DataLakeSettings");
  }

  /** The job's properties as CloudFormation names them. */
  public JsonNode sourceJob() {
    return only(source, "AWS::Glue::Job");
  }

  /** The standby job's properties as CloudFormation names them. */
  public JsonNode standbyJob() {
    return only(target, "AWS::Glue::Job");
  }

  /** The job's default arguments; Glue hands each to main as a name and a value. */
  public Map<String, String> sourceArguments() {
    return arguments(sourceJob());
  }

  /** The standby job's default arguments. */
  public Map<String, String> standbyArguments() {
    return arguments(standbyJob());
  }

  private JsonNode role() {
    return only(source, "AWS::IAM::Role");
  }

  private static Map<String, String> arguments(JsonNode job) {
    Map<String, String> arguments = new TreeMap<>();
    job.get("DefaultArguments")
        .properties()
        .forEach(e -> arguments.put(e.getKey(), e.getValue().asText()));
    return arguments;
  }

  private static JsonNode only(JsonNode resources, String type) {
    List<JsonNode> found = ofType(resources, type);
    if (found.size() != 1) {
      throw new IllegalStateException("%d resources of type %s".formatted(found.size(), type));
    }
    return found.get(0);
  }

  private static List<JsonNode> ofType(JsonNode resources, String type) {
    return stream(resources)
        .filter(resource -> resource.get("Type").asText().equals(type))
        .map(resource -> resource.get("Properties"))
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static JsonNode resolved(Stack stack, String account) {
    JsonNode resources =
        Synth.JSON.valueToTree(Template.fromStack(stack).toJSON().get("Resources"));
    Map<String, String> references =
        new HashMap<>(
            Map.of(
                "AWS::AccountId", account,
                "AWS::Region", stack.getRegion(),
                "AWS::Partition", stack.getPartition()));
    resources.properties().forEach(e -> refer(references, e.getKey(), e.getValue()));
    return new Intrinsics(references).resolve(resources);
  }

  /** Only the role and the job are referred to by their names. */
  private static void refer(Map<String, String> references, String id, JsonNode resource) {
    JsonNode properties = resource.get("Properties");
    switch (resource.get("Type").asText()) {
      case "AWS::IAM::Role" ->
          references.put(
              id + ".Arn",
              "arn:%s:iam::%s:role/%s"
                  .formatted(
                      references.get("AWS::Partition"),
                      references.get("AWS::AccountId"),
                      properties.get("RoleName").asText()));
      case "AWS::Glue::Job" -> references.put(id, properties.get("Name").asText());
      default -> {}
    }
  }
}
