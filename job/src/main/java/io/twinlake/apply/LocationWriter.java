package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Locations;
import io.twinlake.plan.Op;
import io.twinlake.source.LakeFormationSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.RegisterResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateResourceRequest;

/**
 * Registered locations, one after another: registrations with the service-linked role all edit that
 * role's one policy (aws-facts 17).
 */
public final class LocationWriter implements Writer {
  private final LakeFormationClient lakeFormation;
  private final LakeFormationSource source;

  public LocationWriter(LakeFormationClient lakeFormation, LakeFormationSource source) {
    this.lakeFormation = lakeFormation;
    this.source = source;
  }

  @Override
  public int batch(Op op) {
    return 1;
  }

  @Override
  public String lane(Action action) {
    return "all";
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    ObjectNode input = action.input();
    if (op == Op.UPDATE) {
      lakeFormation.updateResource(
          (UpdateResourceRequest) Documents.fromDocument(input, UpdateResourceRequest::builder));
      return Map.of();
    }
    if (op == Op.DELETE || op == Op.REPLACE) {
      Writer.unlessGone(
          () -> lakeFormation.deregisterResource(r -> r.resourceArn(action.key().name())));
    }
    if (op != Op.DELETE) {
      lakeFormation.registerResource(
          (RegisterResourceRequest)
              Documents.fromDocument(input, RegisterResourceRequest::builder));
    }
    return Map.of();
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Map<ObjectKey, CatalogObject> actual = new HashMap<>();
    source.locations().forEachRemaining(location -> actual.put(location.key(), location));
    Set<ObjectKey> settled = new HashSet<>();
    for (Action action : actions) {
      CatalogObject found = actual.get(action.key());
      boolean is =
          found == null
              ? op == Op.DELETE
              : op != Op.DELETE && Locations.isAs(action.input(), found);
      if (is) {
        settled.add(action.key());
      }
    }
    return settled;
  }
}
