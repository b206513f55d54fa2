package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Locations;
import java.util.Map;

/** Which grants and opt-ins of the target are about something that the snapshot holds too. */
record GrantScope(Desired desired) {
  boolean concerns(Grant grant) {
    if (!desired.chosen().includesGrant(grant.key())) {
      return false;
    }
    ObjectNode resource = grant.resource();
    // The target's own principals keep their rights on the catalog; everybody does not.
    return GrantResource.kind(resource).equals("Catalog")
        ? grant.isToEveryone() && isOwnCatalog(resource)
        : concerns(resource);
  }

  boolean concernsOptIn(ObjectNode resource) {
    return GrantResource.kind(resource).equals("Catalog")
        ? isOwnCatalog(resource)
        : concerns(resource);
  }

  private boolean isOwnCatalog(ObjectNode resource) {
    return desired.holdsGlobals() && GrantResource.otherCatalog(resource).isEmpty();
  }

  private boolean concerns(ObjectNode resource) {
    String database = GrantResource.database(resource);
    if (database.isEmpty()) {
      return desired.holdsGlobals()
          && GrantResource.named(resource).stream().anyMatch(this::isInSnapshot);
    }
    if (desired.chosen().passesOver(resource)) {
      return false;
    }
    return GrantResource.table(resource)
        .map(desired.tables()::contains)
        .orElseGet(() -> desired.hasDatabase(database));
  }

  private boolean isInSnapshot(ObjectKey key) {
    Kind kind = key.kind();
    Map<ObjectKey, CatalogObject> held = desired.lakeFormation().objects(kind);
    return kind.equals(Kind.LOCATION)
        ? Locations.cover(held.keySet(), key.name())
        : held.containsKey(key);
  }
}
