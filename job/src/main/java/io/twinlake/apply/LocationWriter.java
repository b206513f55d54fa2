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
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
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
  public String lane(Action action) {
    return "all";
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    String role = action.input().path("RoleArn").asText("");
    try {
      send(op, action);
      return Map.of();
    } catch (AwsServiceException e) {
      // Not every refusal of a role that is gone or may not be passed names it.
      ItemError error = ItemError.of(e);
      return Map.of(
          0,
          role.isEmpty() || error.message().contains(role) ? error : error.about("role " + role));
    }
  }

  private void send(Op op, Action action) {
    ObjectNode input = action.input();
    if (op == Op.UPDATE) {
      lakeFormation.updateResource(
          (UpdateResourceRequest) Documents.fromDocument(input, UpdateResourceRequest::builder));
    } else if (op == Op.DELETE) {
      deregister(action);
    } else if (op == Op.REPLACE) {
      replace(action);
    } else {
      register(input);
    }
  }

  /** Lake Formation keeps its own role's last location (aws-facts 17). */
  @Override
  public Optional<String> excuse(Op op, ItemError error) {
    return error.message().contains("Must manually delete service-linked role")
        ? Optional.of(
            "it is the last location of Lake Formation's service-linked role, which keeps it; delete that role in IAM to get rid of both")
        : Optional.empty();
  }

  private void deregister(Action action) {
    Writer.unlessGone(
        () -> lakeFormation.deregisterResource(r -> r.resourceArn(action.key().name())));
  }

  private void register(ObjectNode input) {
    lakeFormation.registerResource(
        (RegisterResourceRequest) Documents.fromDocument(input, RegisterResourceRequest::builder));
  }

  /** Without a registration IAM alone would govern the data, so a refused one is taken back. */
  private void replace(Action action) {
    Optional<CatalogObject> before = Optional.ofNullable(listed().get(action.key()));
    deregister(action);
    try {
      register(action.input());
    } catch (SdkException e) {
      before.ifPresent(location -> register(Locations.input(location)));
      throw e;
    }
  }

  private Map<ObjectKey, CatalogObject> listed() {
    Map<ObjectKey, CatalogObject> listed = new HashMap<>();
    source.locations().forEachRemaining(location -> listed.put(location.key(), location));
    return listed;
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Map<ObjectKey, CatalogObject> actual = listed();
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
