package io.twinlake.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Row policies and attachments that tables or grants name and that no list shows. Whether AWS lists
 * them to a read-only administrator is undocumented (aws-facts 26), and what narrows a table must
 * not be lost in silence.
 */
final class HiddenRowPolicies {
  private final Set<ObjectKey> named = new TreeSet<>();
  private final Set<ObjectKey> listed = new HashSet<>();

  /** Takes note of what any object names or is. */
  void found(CatalogObject object) {
    Kind kind = object.key().kind();
    if (kind.equals(Kind.TABLE)) {
      JsonNode policy = object.definition().path("RLSProperties").path("DefaultRLSPolicy");
      name(policy, Kind.RLS_POLICY_ATTACHMENT, object.key().database());
    } else if (kind.equals(Kind.GRANT)) {
      name(object.definition().at("/Resource/RLSPolicy/Name"), Kind.RLS_POLICY, "");
    } else if (kind.equals(Kind.RLS_POLICY) || kind.equals(Kind.RLS_POLICY_ATTACHMENT)) {
      listed.add(key(kind, object.key().database(), object.key().name()));
    }
  }

  private void name(JsonNode policy, Kind kind, String database) {
    if (policy.isTextual()) {
      named.add(key(kind, database, ObjectKey.fold(policy.textValue())));
    }
  }

  /** Keys of what is hidden; of attachments the database and the policy. */
  List<ObjectKey> keys() {
    return named.stream().filter(key -> !isListed(key)).toList();
  }

  /** A table's default policy may be attached to its LF-tags instead. */
  private boolean isListed(ObjectKey key) {
    return listed.contains(key) || listed.contains(key(key.kind(), "", key.name()));
  }

  private static ObjectKey key(Kind kind, String database, String policy) {
    return new ObjectKey(kind, database, policy, List.of());
  }
}
