package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.aws.AwsRegion;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.plan.CallerRights;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.LakeFormationObjects;
import io.twinlake.source.Caller;
import io.twinlake.source.GlueDetails;
import io.twinlake.source.GlueSource;
import io.twinlake.source.LakeFormationSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * The target region as it was when the run began.
 *
 * @param lakeFormation its settings, locations, opt-ins and grants
 * @param databases its databases by key
 * @param unsupported kinds that it does not know, and what it answered
 */
record Target(
    AwsRegion region,
    Caller caller,
    GlueSource glue,
    LakeFormationObjects lakeFormation,
    Map<ObjectKey, CatalogObject> databases,
    Map<Kind, String> unsupported) {

  /**
   * @param desired what is restored: of nothing else the LF-tags are read
   * @param permissions whether permissions are restored, and so what they depend on is read
   */
  static Target read(AwsRegion region, Caller caller, Desired desired, boolean permissions) {
    LakeFormationSource source = new LakeFormationSource(region);
    ObjectNode settings = source.settings();
    GlueSource glue = new GlueSource(region);
    Map<ObjectKey, CatalogObject> databases = new HashMap<>();
    glue.databases().forEachRemaining(database -> databases.put(database.key(), database));
    Map<Kind, String> unsupported = new HashMap<>();
    Iterator<CatalogObject> rights =
        permissions
            ? new TargetPermissions(
                    region, caller.account(), desired, databases.keySet(), unsupported)
                .all()
            : Iterators.concat(source.optIns(), source.grants());
    LakeFormationObjects objects =
        LakeFormationObjects.of(Iterators.concat(source.locations(), rights), caller.account());
    objects.settings().setAll(settings);
    return new Target(region, caller, glue, objects, databases, unsupported);
  }

  /** What belongs to its databases and tables beside partitions. */
  GlueDetails details() {
    return GlueDetails.of(region, caller);
  }

  GlueClient glueClient() {
    return region.glue();
  }

  LakeFormationSource lakeFormationSource() {
    return new LakeFormationSource(region);
  }

  /**
   * Without being data lake admin, the caller would see a part of the grants and may give none.
   *
   * @throws UserError when the caller is none
   */
  void requireAdmin() {
    if (!isAmong("DataLakeAdmins")) {
      throw UserError.failed(
          "%s is no data lake administrator in %s, so it may neither see nor give all grants there; deploy the target stack, or add it under Lake Formation, Administrative roles."
              .formatted(caller.principal(), region.name()));
    }
  }

  /**
   * Says when the caller may see less than all.
   *
   * @return whether the caller is data lake admin or read-only admin
   */
  boolean seesAll() {
    return isAmong("DataLakeAdmins") || isAmong("ReadOnlyAdmins");
  }

  private boolean isAmong(String list) {
    for (var admin : lakeFormation.settings().path(list)) {
      if (caller.is(admin.path("DataLakePrincipalIdentifier").asText())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the region opens every new database to IAM_ALLOWED_PRINCIPALS (aws-facts 6). */
  boolean opensDatabases() {
    return !lakeFormation.settings().path("CreateDatabaseDefaultPermissions").isEmpty();
  }

  /**
   * What the caller may do with what others created.
   *
   * @param stays whether a grant to IAM_ALLOWED_PRINCIPALS outlasts the run's revokes
   */
  CallerRights callerRights(Predicate<Grant> stays) {
    List<Grant> held =
        lakeFormation.grants().values().stream()
            .filter(g -> g.isToEveryone() ? stays.test(g) : caller.is(g.principal()))
            .toList();
    return CallerRights.of(held);
  }

  /** Whether a database is a resource link. */
  boolean isLink(ObjectKey database) {
    CatalogObject found = databases.get(database);
    return found != null && Definitions.isLink(found);
  }

  boolean has(ObjectKey database) {
    return database.kind().equals(Kind.DATABASE) && databases.containsKey(database);
  }
}
