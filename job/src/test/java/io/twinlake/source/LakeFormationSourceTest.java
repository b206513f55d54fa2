package io.twinlake.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

class LakeFormationSourceTest {
  private static final Resource ORDERS =
      Resource.builder().table(t -> t.databaseName("sales").name("orders")).build();

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
  void knowsNamedExpressionsByTheirName() {
    lake.lfTag("team", "red");
    lake.root()
        .lakeFormation()
        .createLFTagExpression(
            r ->
                r.name("Reds").expression(LFTag.builder().tagKey("team").tagValues("red").build()));
    assertThat(source.expressions())
        .toIterable()
        .extracting(expression -> expression.key().toString())
        .containsExactly("lf_tag_expression Reds");
  }

  @Test
  void whatHasNoTagsOfItsOwnHasNoAssignment() {
    lake.lfTag("team", "red");
    lake.database("sales");
    lake.table("sales", "orders");
    lake.root()
        .lakeFormation()
        .addLFTagsToResource(
            r ->
                r.resource(on -> on.database(d -> d.name("sales")))
                    .lfTags(LFTagPair.builder().tagKey("team").tagValues("red").build()));
    assertThat(assignments("sales", "")).containsExactly("LFTagOnDatabase");
    assertThat(assignments("sales", "orders")).isEmpty();
    assertThat(assignments("sales", "gone")).isEmpty();
    assertThat(assignments("gone", "")).isEmpty();
  }

  private List<String> assignments(String database, String table) {
    ObjectKey key = new ObjectKey(Kind.LF_TAG_ASSIGNMENT, database, table, List.of());
    return ImmutableList.copyOf(source.assignments(key)).stream()
        .flatMap(found -> found.definition().propertyStream())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void knowsFiltersByTheirTableAndName() {
    lake.database("sales");
    lake.table("sales", "orders");
    for (String name : List.of("b", "a")) {
      lake.root()
          .lakeFormation()
          .createDataCellsFilter(
              r ->
                  r.tableData(
                      f ->
                          f.tableCatalogId(TestLake.ACCOUNT)
                              .databaseName("sales")
                              .tableName("orders")
                              .name(name)
                              .rowFilter(rows -> rows.allRowsWildcard(all -> {}))
                              .columnNames("id")));
    }
    assertThat(source.filters())
        .toIterable()
        .extracting(filter -> filter.key().toString())
        .containsExactlyInAnyOrder(
            "data_cells_filter sales.orders [a]", "data_cells_filter sales.orders [b]");
    assertThat(source.filtersOfTable("sales", "orders")).toIterable().hasSize(2);
  }

  @Test
  void knowsAttachmentsByPolicyResourcePrincipalAndCondition() {
    lake.database("sales");
    lake.table("sales", "orders");
    String analyst = lake.aws().account(TestLake.ACCOUNT).principal("role/Analyst");
    LakeFormationClient aws = lake.root().lakeFormation();
    aws.createRLSPolicy(
        r ->
            r.name("Mine")
                .filterExpression("id = '1'")
                .attachmentColumns(Column.builder().name("id").type("string").build()));
    aws.attachRLSPolicy(r -> r.name("Mine").resource(ORDERS).setDefault(true));
    aws.attachRLSPolicy(
        r ->
            r.name("Mine").resource(ORDERS).principal(p -> p.dataLakePrincipalIdentifier(analyst)));
    String table = "{\"Table\":{\"DatabaseName\":\"sales\",\"Name\":\"orders\"}}";
    assertThat(source.rowPolicies())
        .toIterable()
        .extracting(CatalogObject::key)
        .containsExactly(ObjectKey.global(Kind.RLS_POLICY, "mine"));
    assertThat(source.rowPolicyAttachments())
        .toIterable()
        .extracting(CatalogObject::key)
        .containsExactlyInAnyOrder(attachment(List.of(table)), attachment(List.of(table, analyst)));
  }

  private static ObjectKey attachment(List<String> identity) {
    return new ObjectKey(Kind.RLS_POLICY_ATTACHMENT, "sales", "mine", identity);
  }

  @Test
  void aRegionMayHaveNoIdentityCenter() {
    assertThat(source.identityCenter()).isExhausted();
    lake.root()
        .lakeFormation()
        .createLakeFormationIdentityCenterConfiguration(
            r -> r.instanceArn("arn:aws:sso:::instance/ssoins-1111222233334444"));
    assertThat(source.identityCenter())
        .toIterable()
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.key()).isEqualTo(ObjectKey.global(Kind.IDENTITY_CENTER, ""));
              assertThat(found.definition().path("InstanceArn").asText())
                  .endsWith("ssoins-1111222233334444");
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
