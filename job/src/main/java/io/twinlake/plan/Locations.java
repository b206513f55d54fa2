package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Shape;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.RegisterResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateResourceRequest;

/** Compares registered locations. */
public final class Locations {
  private static final Shape REGISTER = Shape.of(RegisterResourceRequest::builder);
  private static final Shape UPDATE = Shape.of(UpdateResourceRequest::builder);

  /** How the service-linked role looks in a listing; it is asked for by a flag (aws-facts 17). */
  private static final String SERVICE_LINKED = "/AWSServiceRoleForLakeFormationDataAccess";

  private static final String NOT_REPLACED =
      "it stays as it is: AWS changes this only by deregistering the location and registering it anew, and in between IAM alone would decide about its data; do that by hand, at a time when nobody may use it: ";

  private static final String HYBRID = "HybridAccessEnabled";

  /** Absent means false; said of S3 always, because an update keeps what it is not told. */
  private static final List<String> FLAGS =
      List.of(HYBRID, "WithFederation", "WithPrivilegedAccess");

  private Locations() {}

  /** Whether an ARN is that of one of these registered locations or lies below it. */
  public static boolean cover(Set<ObjectKey> locations, String arn) {
    return locations.stream()
        .map(ObjectKey::name)
        .anyMatch(location -> arn.equals(location) || arn.startsWith(location + "/"));
  }

  /**
   * The registration as RegisterResource takes it. A Redshift datashare has no role, and flags only
   * if they are set (aws-facts 17).
   */
  public static ObjectNode input(CatalogObject location) {
    ObjectNode input = REGISTER.prune(location.definition());
    if (input.path("RoleArn").asText("").endsWith(SERVICE_LINKED)) {
      input.remove("RoleArn");
      input.put("UseServiceLinkedRole", true);
    }
    FLAGS.forEach(flag -> input.put(flag, input.path(flag).asBoolean(false)));
    if (!isS3(input)) {
      FLAGS.stream().filter(flag -> !input.path(flag).asBoolean()).forEach(input::remove);
    }
    return input;
  }

  private static boolean isS3(ObjectNode input) {
    return input.path("ResourceArn").asText("").contains(":s3:");
  }

  /** Whether a listed location is as the input of a register or update call says. */
  public static boolean isAs(ObjectNode input, CatalogObject location) {
    ObjectNode found = input(location);
    return Definitions.sameInput(input, found) || Definitions.sameInput(input, UPDATE.prune(found));
  }

  /**
   * What to do about one location.
   *
   * @param openingToo whether hybrid access may be switched on in this step: that hands principals
   *     who have not opted in back to IAM, so it waits for the opt-ins
   * @param anyOptIns whether anybody has opted in to anything in the target
   */
  public static Action decide(
      CatalogObject desired,
      @Nullable CatalogObject actual,
      boolean openingToo,
      boolean anyOptIns) {
    ObjectNode input = input(desired);
    if (actual == null) {
      return Action.create(desired.key(), input);
    }
    ObjectNode before = input(actual);
    if (!openingToo && opens(input, before)) {
      input.put(HYBRID, false);
    }
    String difference = Differences.between(input, before);
    if (difference.isEmpty()) {
      return Action.none(desired.key());
    }
    if (isUpdatable(input, before)) {
      return Action.update(desired.key(), UPDATE.prune(input), difference);
    }
    boolean isLeftToIam = before.path(HYBRID).asBoolean() && !anyOptIns;
    return isLeftToIam
        ? Action.replace(desired.key(), input, difference)
        : Action.refuse(desired.key(), NOT_REPLACED + difference);
  }

  /** Whether a location that cannot be brought to the desired state leaves more to IAM. */
  public static boolean narrows(CatalogObject desired, @Nullable CatalogObject actual) {
    return actual == null || opens(/* desired= */ actual, /* actual= */ desired);
  }

  /** Whether a location, ARN or URI of any scheme, is another or lies below it. */
  public static boolean covers(String outer, String inner) {
    String path = path(outer);
    return path(inner).equals(path) || path(inner).startsWith(path + "/");
  }

  private static String path(String location) {
    return location.replaceFirst("^(arn:[^:]*:s3:::|s3[an]?://)", "").replaceFirst("/+$", "");
  }

  /** Whether reaching the desired state switches hybrid access on. */
  public static boolean opens(CatalogObject desired, CatalogObject actual) {
    return opens(input(desired), input(actual));
  }

  private static boolean opens(ObjectNode desired, ObjectNode actual) {
    return desired.path(HYBRID).asBoolean() && !actual.path(HYBRID).asBoolean();
  }

  /**
   * UpdateResource needs a role, knows neither the service-linked one nor privileged access, and
   * keeps what it is not told.
   */
  private static boolean isUpdatable(ObjectNode desired, ObjectNode actual) {
    ObjectNode after = actual.deepCopy();
    after.setAll(UPDATE.prune(desired));
    return desired.has("RoleArn") && actual.has("RoleArn") && Definitions.sameInput(after, desired);
  }
}
