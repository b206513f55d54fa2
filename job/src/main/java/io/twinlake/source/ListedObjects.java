package io.twinlake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.aws.NewerResources;
import io.twinlake.model.Canonical;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.GrantRows;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;

/** Lake Formation's shapes as catalog objects. */
final class ListedObjects {
  private ListedObjects() {}

  static CatalogObject filter(DataCellsFilter filter) {
    return new CatalogObject(
        new ObjectKey(
            Kind.DATA_CELLS_FILTER,
            ObjectKey.fold(filter.databaseName()),
            ObjectKey.fold(filter.tableName()),
            List.of(filter.name())),
        Documents.toDocument(filter));
  }

  /**
   * An attachment: its key is the policy and, spelt alike in every account, the resource, the
   * principal and the condition. The names of policies are case-insensitive (aws-facts 19).
   */
  static CatalogObject attachment(RLSPolicyAttachment attachment) {
    ObjectNode definition = NewerResources.unwrap(Documents.toDocument(attachment));
    ObjectNode resource =
        GrantRows.resource(
            definition.deepCopy().withObject("/Resource"), definition.path("CatalogId").asText(""));
    JsonNode condition = definition.path("Condition");
    List<String> identity =
        new ArrayList<>(
            List.of(
                Canonical.text(resource),
                io.twinlake.source.GrantRows.principal(definition),
                condition.isMissingNode() ? "" : Canonical.text(condition)));
    while (!identity.isEmpty() && identity.get(identity.size() - 1).isEmpty()) {
      identity.remove(identity.size() - 1);
    }
    return new CatalogObject(
        new ObjectKey(
            Kind.RLS_POLICY_ATTACHMENT,
            io.twinlake.source.GrantRows.database(resource),
            ObjectKey.fold(attachment.policyName()),
            identity),
        definition);
  }
}
