package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Shape;
import io.twinlake.model.Canonical;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.GrantResource;
import io.twinlake.model.GrantRows;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationOptInRequest;

/** Opt-ins by principal, resource and condition. */
public final class OptIns {
  private static final Shape INPUT = Shape.of(CreateLakeFormationOptInRequest::builder);

  private OptIns() {}

  /**
   * The opt-ins as CreateLakeFormationOptIn takes them.
   *
   * @param account the account whose CatalogId means "here" and is left out
   */
  public static Map<ObjectKey, ObjectNode> byKey(Iterator<CatalogObject> listed, String account) {
    Map<ObjectKey, ObjectNode> optIns = new LinkedHashMap<>();
    listed.forEachRemaining(
        optIn -> {
          ObjectNode input = input(optIn, account);
          optIns.put(key(input), input);
        });
    return optIns;
  }

  static ObjectNode input(CatalogObject optIn, String account) {
    ObjectNode input = INPUT.prune(optIn.definition());
    input.set("Resource", GrantRows.resource(input.withObject("/Resource"), account));
    return input;
  }

  static ObjectKey key(ObjectNode input) {
    ObjectNode resource = input.withObject("/Resource");
    List<String> values = new ArrayList<>(List.of(Canonical.text(resource)));
    if (input.has("Condition")) {
      values.add(Canonical.text(input.path("Condition")));
    }
    return new ObjectKey(
        Kind.OPT_IN,
        GrantResource.database(resource),
        input.path("Principal").path("DataLakePrincipalIdentifier").asText(),
        values);
  }
}
