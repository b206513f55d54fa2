package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Shape;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.GrantRows;
import io.twinlake.model.ObjectKey;
import software.amazon.awssdk.services.lakeformation.model.AttachRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.DetachRlsPolicyRequest;

/**
 * A row-level-security policy on a table or tag policy, for a principal or as the default for all
 * who have none of their own (aws-facts 19).
 *
 * @param key its name is the policy's, folded; its first value the resource
 * @param input as AttachRLSPolicy takes it
 */
public record RowPolicyAttachment(ObjectKey key, ObjectNode input) {
  private static final Shape ATTACH = Shape.of(AttachRlsPolicyRequest::builder);
  private static final Shape DETACH = Shape.of(DetachRlsPolicyRequest::builder);

  private static final String POLICY = "Name";
  private static final String DEFAULT = "SetDefault";

  /**
   * @param account the account whose CatalogId means "here"
   */
  public static RowPolicyAttachment of(CatalogObject listed, String account) {
    ObjectNode input = listed.definition().deepCopy();
    input.set(POLICY, input.path("PolicyName"));
    input.set("Resource", GrantRows.resource(input.withObject("/Resource"), account));
    if (input.path("DefaultRLSPolicy").asBoolean()) {
      input.put(DEFAULT, true);
    }
    return new RowPolicyAttachment(listed.key(), ATTACH.prune(input));
  }

  /** The policy's folded name. */
  public String policy() {
    return key.name();
  }

  /** The resource, spelt so that equal ones are equal. */
  public String place() {
    return key.values().isEmpty() ? "" : key.values().get(0);
  }

  public ObjectNode resource() {
    return (ObjectNode) input.path("Resource");
  }

  /** The principal it is for, or empty when it is for all. */
  public String principal() {
    return input.path("Principal").path("DataLakePrincipalIdentifier").asText("");
  }

  public boolean isDefault() {
    return isDefault(input);
  }

  /** The same for the input of an action. */
  public static boolean isDefault(ObjectNode input) {
    return input.path(DEFAULT).asBoolean();
  }

  /** Whether whoever this is for, and whenever, the other is for, too. */
  boolean covers(RowPolicyAttachment other) {
    return place().equals(other.place())
        && principal().equals(other.principal())
        && isDefault() == other.isDefault()
        && (!input.has("Condition")
            || input.path("Condition").equals(other.input.path("Condition")));
  }

  /** The same place, principal and condition for another policy. */
  RowPolicyAttachment with(String policy) {
    return new RowPolicyAttachment(
        new ObjectKey(key.kind(), key.database(), ObjectKey.fold(policy), key.values()),
        input.deepCopy().put(POLICY, policy));
  }

  /** As DetachRLSPolicy takes what {@link #input} attached. */
  public static ObjectNode detachment(ObjectNode input) {
    ObjectNode detachment = input.deepCopy();
    if (isDefault(input)) {
      detachment.put("RemoveDefault", true);
    }
    return DETACH.prune(detachment);
  }
}
