package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.PojoJson;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.Condition;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationOptInRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationOptInResponse;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationOptInRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationOptInResponse;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationOptInsInfo;
import software.amazon.awssdk.services.lakeformation.model.ListLakeFormationOptInsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListLakeFormationOptInsResponse;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;

/** Who is under Lake Formation in hybrid mode, and for what (aws-facts 24). */
final class OptIns {
  private final Settings settings;
  private final Grantees grantees;
  private final Canonical canonical;
  private final Existence existence;
  private final InFlight inFlight;
  private final Pages pages;
  private final ConcurrentSkipListMap<String, LakeFormationOptInsInfo> byKey =
      new ConcurrentSkipListMap<>();

  OptIns(
      Settings settings,
      Grantees grantees,
      Canonical canonical,
      Existence existence,
      InFlight inFlight,
      Pages pages) {
    this.settings = settings;
    this.grantees = grantees;
    this.canonical = canonical;
    this.existence = existence;
    this.inFlight = inFlight;
    this.pages = pages;
  }

  CreateLakeFormationOptInResponse create(Call call, CreateLakeFormationOptInRequest request) {
    requireAdmin(call);
    String principal = grantees.require(request.principal());
    Resource resource = optable(request.resource());
    existence.require(resource);
    LakeFormationOptInsInfo info =
        LakeFormationOptInsInfo.builder()
            .principal(request.principal())
            .resource(listed(resource))
            .condition(request.condition())
            .lastModified(Instant.now())
            .lastUpdatedBy(call.caller().principal())
            .build();
    inFlight.alone(
        Place.of(resource),
        () -> byKey.putIfAbsent(key(resource, principal, request.condition()), info) == null);
    return CreateLakeFormationOptInResponse.builder().build();
  }

  DeleteLakeFormationOptInResponse delete(Call call, DeleteLakeFormationOptInRequest request) {
    requireAdmin(call);
    Resource resource = optable(request.resource());
    String key = key(resource, Grantees.identifier(request.principal()), request.condition());
    if (!inFlight.alone(Place.of(resource), () -> byKey.remove(key) != null)) {
      throw AwsError.entityNotFound("Opt-in not found.");
    }
    return DeleteLakeFormationOptInResponse.builder().build();
  }

  ListLakeFormationOptInsResponse list(Call call, ListLakeFormationOptInsRequest request) {
    DataLakePrincipal principal = request.principal();
    Pages.Entries<LakeFormationOptInsInfo> found = Pages.Entries.of(on(request.resource()));
    Pages.Page<LakeFormationOptInsInfo> page =
        pages.page(
            key ->
                found
                    .after(key)
                    .filter(e -> principal == null || principal.equals(e.getValue().principal()))
                    .filter(entry -> sees(call, entry.getValue())),
            request);
    return ListLakeFormationOptInsResponse.builder()
        .lakeFormationOptInsInfoList(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  /** Whether grants are enforced for a principal although IAM_ALLOWED_PRINCIPALS holds ALL. */
  boolean isOptedIn(String principal, Place... places) {
    return Stream.concat(Stream.of(Place.CATALOG), Stream.of(places))
        .flatMap(place -> at(place).values().stream())
        .anyMatch(info -> principal.equals(info.principal().dataLakePrincipalIdentifier()));
  }

  private NavigableMap<String, LakeFormationOptInsInfo> at(Place place) {
    return byKey.subMap(place.path() + Row.OWN, place.path() + (char) (Row.OWN + 1));
  }

  private NavigableMap<String, LakeFormationOptInsInfo> on(@Nullable Resource asked) {
    if (asked == null) {
      return byKey;
    }
    String first = key(canonical.of(asked));
    return byKey.subMap(first, first + Character.MAX_VALUE);
  }

  void removeBelow(Place place) {
    byKey.subMap(place.path(), place.end()).clear();
  }

  private boolean sees(Call call, LakeFormationOptInsInfo info) {
    String caller = call.caller().principal();
    return settings.seesAll(caller)
        || caller.equals(info.principal().dataLakePrincipalIdentifier());
  }

  private void requireAdmin(Call call) {
    if (!settings.isAdmin(call.caller().principal())) {
      throw AwsError.accessDenied("Only data lake administrators may opt principals in.");
    }
  }

  private Resource optable(@Nullable Resource asked) {
    Resource resource = canonical.of(asked);
    if (resource.catalog() == null && resource.database() == null && resource.table() == null) {
      throw AwsError.invalidInput("Opt-ins are for a catalog, a database or a table.");
    }
    return resource;
  }

  /** All tables are listed without a table name here. */
  private static Resource listed(Resource resource) {
    TableResource table = resource.table();
    return table == null || table.tableWildcard() == null
        ? resource
        : resource.toBuilder().table(table.toBuilder().name(null).build()).build();
  }

  private static String key(Resource resource) {
    return Place.of(resource).path() + Row.OWN + PojoJson.encode(resource) + '\n';
  }

  /** A deletion names the condition, too, so one principal may have several of one resource. */
  private static String key(Resource resource, String principal, @Nullable Condition condition) {
    String when = condition == null ? "" : PojoJson.encode(condition).toString();
    return key(resource) + principal + '\n' + when;
  }
}
