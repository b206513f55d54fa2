package io.twinlake.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.Permission;

class LakeFormationSourceTest {
  private final TestLake lake = new TestLake();
  private final LakeFormationSource source = new LakeFormationSource(lake.root());

  @BeforeEach
  void makeRootAdmin() {
    lake.makeRootAdmin();
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void keepsEveryMemberOfTheSettings() {
    assertThat(source.settings().at("/DataLakeAdmins/0/DataLakePrincipalIdentifier").asText())
        .isEqualTo("arn:aws:iam::111122223333:user/admin");
    assertThat(source.settings().path("CreateTableDefaultPermissions")).isNotEmpty();
  }

  @Test
  void readsListsAcrossShortAndEmptyPages() {
    List<String> keys = IntStream.range(0, 12).mapToObj("tag%02d"::formatted).toList();
    keys.forEach(key -> lake.lfTag(key, "yes", "no"));
    assertThat(source.lfTags())
        .toIterable()
        .extracting(CatalogObject::key)
        .containsExactlyInAnyOrderElementsOf(
            keys.stream().map(key -> ObjectKey.global(Kind.LF_TAG, key)).toList());
    assertThat(lake.aws().calls().counts(TestLake.SOURCE).get("lakeformation:ListLFTags"))
        .isGreaterThan(2);
  }

  @Test
  void knowsRegisteredLocationsByTheirArn() {
    lake.bucket("raw", TestLake.SOURCE);
    lake.root()
        .lakeFormation()
        .registerResource(r -> r.resourceArn("arn:aws:s3:::raw/in").useServiceLinkedRole(true));
    assertThat(source.locations())
        .toIterable()
        .singleElement()
        .satisfies(
            location -> {
              assertThat(location.key())
                  .isEqualTo(ObjectKey.global(Kind.LOCATION, "arn:aws:s3:::raw/in"));
              assertThat(location.definition().path("RoleArn").asText())
                  .endsWith("AWSServiceRoleForLakeFormationDataAccess");
            });
  }

  @Test
  void keepsGrantsAsTheRowsThatAwsLists() {
    lake.database("sales");
    lake.grant("role/Analyst", "sales", Permission.DESCRIBE);
    List<CatalogObject> grants = ImmutableList.copyOf(source.grants());

    assertThat(grants).hasSize(Math.toIntExact(lake.rows()));
    assertThat(grants)
        .filteredOn(grant -> grant.key().name().endsWith("role/Analyst"))
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.key().database()).isEqualTo("sales");
              assertThat(grant.key().values())
                  .containsExactly(
                      "{\"Resource\":%s}".formatted(grant.definition().get("Resource")));
              assertThat(grant.definition().path("Permissions").toString())
                  .isEqualTo("[\"DESCRIBE\"]");
            });
  }

  @Test
  void keepsOptInsUnderTheirDatabase() {
    lake.database("sales");
    lake.grant("role/Analyst", "sales", Permission.DESCRIBE);
    lake.root()
        .lakeFormation()
        .createLakeFormationOptIn(
            r ->
                r.principal(
                        p ->
                            p.dataLakePrincipalIdentifier("arn:aws:iam::111122223333:role/Analyst"))
                    .resource(on -> on.database(d -> d.name("sales"))));
    assertThat(source.optIns())
        .toIterable()
        .singleElement()
        .extracting(optIn -> optIn.key().kind() + " " + optIn.key().database())
        .isEqualTo("opt_in sales");
  }
}
