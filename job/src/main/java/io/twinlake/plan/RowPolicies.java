package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.twinlake.aws.Shape;
import io.twinlake.model.Canonical;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.CreateRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateRlsPolicyRequest;

/**
 * Compares row-level-security policies. Their names are case-insensitive, and an update changes the
 * filter expression alone (aws-facts 19): whatever else differs takes a new policy of the same
 * name, and until that is attached another keeps its place.
 */
public final class RowPolicies {
  private static final Shape INPUT = Shape.of(CreateRlsPolicyRequest::builder);
  private static final Shape UPDATE = Shape.of(UpdateRlsPolicyRequest::builder);
  private static final String NAME = "Name";

  /** Opens the names of policies that keep another's place; nobody else's may begin so. */
  private static final String STAND_IN = "twinlake-replacing-";

  /** Hexadecimal digits that tell stand-ins of one policy apart. */
  private static final int DIGITS = 8;

  private static final int LONGEST_NAME = 255;

  private RowPolicies() {}

  /** The policy as CreateRLSPolicy takes it. */
  public static ObjectNode input(CatalogObject policy) {
    return INPUT.prune(policy.definition());
  }

  /** What to do about one policy, given what the snapshot wants and what the target has. */
  public static Action decide(CatalogObject desired, @Nullable CatalogObject actual) {
    ObjectNode input = input(desired);
    if (actual == null) {
      return Action.create(desired.key(), input);
    }
    ObjectNode before = input(actual);
    before.set(NAME, input.path(NAME));
    String difference = Differences.between(input, before);
    if (difference.isEmpty()) {
      return Action.none(desired.key());
    }
    ObjectNode after = before.deepCopy();
    after.setAll(UPDATE.prune(input));
    if (Definitions.sameInput(after, input)) {
      return Action.update(desired.key(), UPDATE.prune(input), difference);
    }
    return standInName(input).length() > LONGEST_NAME
        ? Action.refuse(
            desired.key(),
            "AWS cannot change it in place, and its name is too long for a stand-in meanwhile; delete it in the target and restore again: "
                + difference)
        : Action.replace(desired.key(), input, difference);
  }

  /** Whether a policy that was read is as the input of a create or update call says. */
  public static boolean isAs(ObjectNode input, CatalogObject actual) {
    ObjectNode found = input(actual);
    found.set(NAME, input.path(NAME));
    return Definitions.sameInput(input, found) || Definitions.sameInput(input, UPDATE.prune(found));
  }

  /** The policy that keeps this one's place: the same definition under a name of its own. */
  static Action standIn(ObjectNode input) {
    String name = standInName(input);
    return Action.create(key(name), input.deepCopy().put(NAME, name));
  }

  static String standInName(ObjectNode input) {
    String hash =
        Hashing.sha256()
            .hashString(Canonical.text(input), StandardCharsets.UTF_8)
            .toString()
            .substring(0, DIGITS);
    return STAND_IN + hash + "-" + input.path(NAME).asText();
  }

  static ObjectKey key(String name) {
    return ObjectKey.global(Kind.RLS_POLICY, ObjectKey.fold(name));
  }

  /** Whether a policy of this folded name keeps another's place. */
  static boolean isStandIn(String name) {
    return name.startsWith(STAND_IN) && name.length() > STAND_IN.length() + DIGITS;
  }

  /** The folded name of the policy whose place a stand-in keeps; any other name as it is. */
  static String placeOf(String name) {
    return isStandIn(name) ? name.substring(STAND_IN.length() + DIGITS + 1) : name;
  }
}
