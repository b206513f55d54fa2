package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.RegisterResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;

/** Registered locations come back as they were. */
class RegisteredLocationsTest {
  private static final String LAKE = "arn:aws:s3:::lake-us-east-1/";
  private static final String SHARE =
      "arn:aws:redshift:us-east-1:111122223333:datashare:8c6f/share";

  private final TwoRegions regions = new TwoRegions();
  private final String reader = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Reader");
  private final String writer = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Writer");

  @BeforeEach
  void buckets() {
    regions.buckets();
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private void register(String path, Consumer<RegisterResourceRequest.Builder> how) {
    regions
        .source()
        .lakeFormation()
        .registerResource(r -> r.resourceArn(LAKE + path).applyMutation(how));
  }

  private void deregister(String path) {
    regions.source().lakeFormation().deregisterResource(r -> r.resourceArn(LAKE + path));
  }

  private Heard sync(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).sync();
    return heard;
  }

  private List<ResourceInfo> target() {
    return regions.target().lakeFormation().listResourcesPaginator(r -> {}).stream()
        .flatMap(page -> page.resourceInfoList().stream())
        .toList();
  }

  private void assertSame() {
    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.differences()).isEmpty();
  }

  @Test
  void registersEveryState() {
    register("service", r -> r.useServiceLinkedRole(true));
    register("hybrid", r -> r.roleArn(reader).hybridAccessEnabled(true));
    register("federated", r -> r.roleArn(reader).withFederation(true));
    register("privileged", r -> r.roleArn(reader).withPrivilegedAccess(true));
    register("owned", r -> r.roleArn(reader).expectedResourceOwnerAccount(TwoRegions.ACCOUNT));
    regions.source().lakeFormation().registerResource(r -> r.resourceArn(SHARE));
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.counts()).containsEntry("registered_location created", 6L);
    assertThat(target())
        .filteredOn(info -> info.resourceArn().equals(SHARE))
        .singleElement()
        .extracting(ResourceInfo::roleArn)
        .isNull();
    assertSame();
  }

  /** One member of each changes; only the first change is one that UpdateResource knows. */
  private void changeEveryMember(boolean hybrid) {
    register("a", r -> r.roleArn(reader).hybridAccessEnabled(hybrid));
    register("b", r -> r.roleArn(reader).withPrivilegedAccess(true).hybridAccessEnabled(hybrid));
    register(
        "c",
        r ->
            r.roleArn(reader)
                .expectedResourceOwnerAccount(TwoRegions.ACCOUNT)
                .hybridAccessEnabled(hybrid));
    register("d", r -> r.useServiceLinkedRole(true).hybridAccessEnabled(hybrid));
    register("e", r -> r.useServiceLinkedRole(true).hybridAccessEnabled(hybrid));
    sync();
    for (String path : List.of("a", "b", "c", "d")) {
      deregister(path);
    }
    register("a", r -> r.roleArn(writer).withFederation(true));
    register("b", r -> r.roleArn(reader));
    register("c", r -> r.roleArn(reader));
    register("d", r -> r.roleArn(reader));
    regions.aws().calls().clear();
  }

  private void grantAccess(String principal, String path) {
    regions
        .source()
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(principal))
                    .permissions(Permission.DATA_LOCATION_ACCESS)
                    .resource(x -> x.dataLocation(l -> l.resourceArn(LAKE + path))));
  }

  private List<String> accessible() {
    return regions.target().lakeFormation().listPermissionsPaginator(r -> {}).stream()
        .flatMap(page -> page.principalResourcePermissions().stream())
        .filter(row -> row.resource().dataLocation() != null)
        .filter(row -> row.principal().dataLakePrincipalIdentifier().equals(writer))
        .map(row -> row.resource().dataLocation().resourceArn())
        .toList();
  }

  @Test
  void namesAndTakesTheTargetsOwnGrantBelowARegisteredLocation() {
    register("a", r -> r.roleArn(reader));
    sync();
    String below = "arn:aws:s3:::lake-ap-south-1/a/b";
    regions
        .target()
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(writer))
                    .permissions(Permission.DATA_LOCATION_ACCESS)
                    .resource(x -> x.dataLocation(l -> l.resourceArn(below))));
    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.differences())
        .singleElement()
        .satisfies(extra -> assertThat(extra.key().name()).isEqualTo(writer));
    sync();
    assertThat(accessible()).containsExactly(below);
    sync("revoke_target_permissions = True");
    assertThat(accessible()).isEmpty();
    assertSame();
  }

  @Test
  void leavesWhatAwsCannotChangeInPlaceAndSaysWhatToDo() {
    changeEveryMember(false);
    grantAccess(writer, "a");
    grantAccess(writer, "d/below");
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED))
        .extracting(result -> result.key().name())
        .containsExactlyInAnyOrder(
            "arn:aws:s3:::lake-ap-south-1/b",
            "arn:aws:s3:::lake-ap-south-1/c",
            "arn:aws:s3:::lake-ap-south-1/d");
    assertThat(heard.of(Outcome.FAILED)).allMatch(result -> result.reason().contains("by hand"));
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .containsEntry("lakeformation:UpdateResource", 1L)
        .doesNotContainKey("lakeformation:DeregisterResource");
    assertThat(accessible()).containsExactly("arn:aws:s3:::lake-ap-south-1/a");
    assertThat(heard.of(Outcome.SKIPPED))
        .anyMatch(result -> result.reason().contains("lake-ap-south-1/d could not be restored"));
  }

  @Test
  void replacesNoHybridLocationWhereSomebodyOptedIn() {
    changeEveryMember(true);
    new Lake(regions.target()).database("own");
    regions
        .target()
        .lakeFormation()
        .createLakeFormationOptIn(
            r -> r.principal(TwoRegions.principal(reader)).resource(Lake.onDatabase("own")));
    assertThat(sync().of(Outcome.FAILED)).hasSize(3);
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .doesNotContainKey("lakeformation:DeregisterResource");
  }

  @Test
  void givesNothingOnATableWhoseLocationCouldNotBeRegistered() {
    register("a", r -> r.roleArn(reader));
    register("b", r -> r.roleArn(reader));
    for (String name : List.of("a", "b")) {
      Lake source = new Lake(regions.source());
      if (name.equals("a")) {
        source.database("sales");
      }
      regions
          .source()
          .glue()
          .createTable(
              r ->
                  r.databaseName("sales")
                      .tableInput(
                          t ->
                              t.name(name)
                                  .storageDescriptor(
                                      s -> s.location("s3://lake-us-east-1/" + name + "/t"))));
      source.grant(writer, Permission.SELECT, Lake.onTable("sales", name));
    }
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "RegisterResource"));
    assertThat(sync().of(Outcome.FAILED)).hasSize(1);
    assertThat(new Lake(regions.target()).grants())
        .filteredOn(line -> line.startsWith(writer))
        .hasSize(1);
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(new Lake(regions.target()).grants())
        .filteredOn(line -> line.startsWith(writer))
        .hasSize(2);
  }

  @Test
  void changesEveryMemberWhereEverybodyIsLeftToIam() {
    changeEveryMember(true);
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.counts()).containsEntry("registered_location updated", 4L);
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .containsEntry("lakeformation:UpdateResource", 1L)
        .containsEntry("lakeformation:RegisterResource", 3L)
        .containsEntry("lakeformation:DeregisterResource", 3L);
    assertSame();
  }

  @Test
  void deregistersWhatIsGoneFromTheSourceWhenAskedAndNothingOfTheTargetsOwn() {
    register("kept", r -> r.roleArn(reader));
    register("gone", r -> r.roleArn(reader));
    sync();
    regions
        .target()
        .lakeFormation()
        .registerResource(r -> r.resourceArn("arn:aws:s3:::own/x").roleArn(reader));
    deregister("gone");
    sync("delete_target_catalog_objects = False");
    assertThat(target()).hasSize(3);
    deregister("kept");
    Heard heard = sync("delete_target_catalog_objects = True");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(target())
        .extracting(ResourceInfo::resourceArn)
        .containsExactlyInAnyOrder("arn:aws:s3:::own/x", "arn:aws:s3:::lake-ap-south-1/gone");
  }

  @Test
  void leavesTheServiceLinkedRoleItsLastLocationAndSaysSo() {
    register("last", r -> r.useServiceLinkedRole(true));
    register("lost", r -> r.useServiceLinkedRole(true));
    sync();
    deregister("last");
    regions
        .target()
        .lakeFormation()
        .deregisterResource(r -> r.resourceArn("arn:aws:s3:::lake-ap-south-1/lost"));
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "RegisterResource").always());
    Heard heard = sync("delete_target_catalog_objects = True");
    assertThat(heard.of(Outcome.FAILED))
        .extracting(result -> result.key().name())
        .containsExactly("arn:aws:s3:::lake-ap-south-1/lost");
    assertThat(heard.of(Outcome.SKIPPED))
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains("service-linked role");
  }

  @Test
  void namesTheRoleThatIsGone() {
    register("a", r -> r.roleArn(reader));
    regions.job(TwoRegions.config(), new Heard()).backup();
    regions.aws().account(TwoRegions.ACCOUNT).removePrincipal("role/Reader");
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).restore(Selection.LATEST);
    assertThat(heard.of(Outcome.FAILED))
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains(reader);
  }
}
