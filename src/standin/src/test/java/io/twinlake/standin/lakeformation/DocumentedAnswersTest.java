package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.ACCOUNT;
import static io.twinlake.standin.lakeformation.LakeUnderTest.database;
import static io.twinlake.standin.lakeformation.LakeUnderTest.grantBody;
import static io.twinlake.standin.lakeformation.LakeUnderTest.json;
import static io.twinlake.standin.lakeformation.LakeUnderTest.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The outputs of the AWS CLI's documented examples (aws-cli, awscli/examples/lakeformation), member
 * by member; only the order, page tokens and what newer AWS versions add may differ.
 */
class DocumentedAnswersTest {
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/Admin";
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @BeforeEach
  void fullPages() {
    lake.service.paging(Paging.FULL);
  }

  @Test
  void listsADatabaseGrant() {
    lake.catalog.databases.add("tpc");
    lake.principals.add(LakeUnderTest.arn("lf-campaign-manager"));
    lake.grant("lf-campaign-manager", database("tpc"), "DESCRIBE", "");
    assertThat(rows("{\"ResourceType\":\"DATABASE\",\"MaxResults\":2}"))
        .isEqualTo(documented("list-permissions-1", "PrincipalResourcePermissions"));
  }

  @Test
  void listsATablesGrantsWithItsFilters() {
    lake.catalog.with("customer", "customer_invoice", "id", "country");
    lake.principals.add(ROLE);
    lake.grant(ROLE, table("customer", "customer_invoice"), "ALL", "ALL");
    lake.as(
        "admin",
        "CreateDataCellsFilter",
        """
        {"TableData": {"DatabaseName": "customer", "TableName": "customer_invoice",
          "Name": "dl_us_customer", "ColumnWildcard": {},
          "RowFilter": {"FilterExpression": "country='us'"}}}""");
    String filter =
        """
        {"DataCellsFilter": {"DatabaseName": "customer", "TableName": "customer_invoice",
          "Name": "dl_us_customer"}}""";
    lake.grant(ROLE, filter, "DESCRIBE SELECT DROP", "");
    assertThat(
            rows(
                "{\"Resource\":%s,\"IncludeRelated\":\"TRUE\",\"MaxResults\":10}"
                    .formatted(table("customer", "customer_invoice"))))
        .isEqualTo(documented("list-permissions-2", "PrincipalResourcePermissions"));
  }

  @Test
  void listsATagsGrantsPermissionByPermission() {
    lake.principals.add(LakeUnderTest.arn("lf-admin"));
    lake.as("admin", "CreateLFTag", "{\"TagKey\":\"category\",\"TagValues\":[\"Private\"]}");
    String tag = "{\"LFTag\":{\"TagKey\":\"category\",\"TagValues\":[\"private\"]}}";
    lake.grant("lf-admin", tag, "DESCRIBE ASSOCIATE", "DESCRIBE ASSOCIATE");
    assertThat(rows("{\"Resource\":" + tag + ",\"MaxResults\":10}"))
        .isEqualTo(documented("list-permissions-3", "PrincipalResourcePermissions"));
  }

  @Test
  void answersTheSettingsThatWerePut() {
    lake.principals.add(LakeUnderTest.arn("lf-admin"));
    ObjectNode settings = (ObjectNode) json(text("get-data-lake-settings"));
    lake.as("admin", "PutDataLakeSettings", settings.toString());
    JsonNode answer = lake.as("admin", "GetDataLakeSettings", "{}").path("DataLakeSettings");
    assertThat(members(answer, settings.path("DataLakeSettings")))
        .isEqualTo(sorted(settings.path("DataLakeSettings")));
  }

  @Test
  void listsRegisteredLocations() {
    JsonNode documented = json(text("list-resources")).path("ResourceInfoList");
    for (JsonNode each : documented) {
      lake.principals.add(each.path("RoleArn").asText());
      ObjectNode request = ((ObjectNode) each).deepCopy();
      request.remove("LastModified");
      lake.as("admin", "RegisterResource", request.toString());
    }
    JsonNode answer =
        lake.as(
                "admin",
                "ListResources",
                """
                {"FilterConditionList": [{"Field": "ROLE_ARN", "ComparisonOperator": "CONTAINS",
                  "StringValueList": ["123456789111"]}], "MaxResults": 10}""")
            .path("ResourceInfoList");
    assertThat(arns(answer)).isEqualTo(arns(documented));
    assertThat(answer.get(0).path("LastModified").isNumber()).isTrue();
  }

  @Test
  void answersTags() {
    lake.as(
        "admin",
        "CreateLFTag",
        "{\"TagKey\":\"usergroup\",\"TagValues\":[\"developer\",\"analyst\",\"campaign\"]}");
    assertThat(lake.as("admin", "GetLFTag", "{\"TagKey\":\"usergroup\"}"))
        .isEqualTo(json(text("get-lf-tag")));
  }

  @Test
  void listsTags() {
    JsonNode documented = json(text("list-lf-tags")).path("LFTags");
    documented.forEach(tag -> lake.as("admin", "CreateLFTag", tag.toString()));
    assertThat(
            lake.as("admin", "ListLFTags", "{\"ResourceShareType\":\"ALL\",\"MaxResults\":2}")
                .path("LFTags"))
        .isEqualTo(documented);
  }

  @Test
  void listsDataCellsFilters() {
    JsonNode documented = json(text("list-data-cells-filter")).path("DataCellsFilters");
    String[] columns = columns(documented.get(0));
    lake.catalog.with("tpc", "dl_tpc_promotion", columns);
    for (JsonNode each : documented) {
      ObjectNode filter = ((ObjectNode) each).deepCopy();
      if (filter.path("RowFilter").has("AllRowsWildcard")) {
        ((ObjectNode) filter.path("RowFilter")).remove("FilterExpression");
      }
      lake.as("admin", "CreateDataCellsFilter", "{\"TableData\":" + filter + "}");
    }
    JsonNode answer =
        lake.as(
            "admin",
            "ListDataCellsFilter",
            """
            {"MaxResults": 2, "Table": {"CatalogId": "123456789111",
              "DatabaseName": "tpc", "Name": "dl_tpc_promotion"}}""");
    answer.path("DataCellsFilters").forEach(each -> ((ObjectNode) each).remove("VersionId"));
    assertThat(sorted(answer.path("DataCellsFilters"))).isEqualTo(sorted(documented));
  }

  @Test
  void grantsTheDocumentedBatch() {
    String resource = table("tpc", "dl_tpc_promotion");
    lake.catalog.with("tpc", "dl_tpc_promotion", "p_promo_id");
    String entry = grantBody("ana", resource, "ALL", "ALL").replaceFirst("\\{", "{\"Id\":\"1\",");
    assertThat(lake.as("admin", "BatchGrantPermissions", "{\"Entries\":[" + entry + "]}"))
        .isEqualTo(json("{\"Failures\":[]}"));
  }

  private Set<String> rows(String body) {
    JsonNode answer = lake.as("admin", "ListPermissions", body);
    JsonNode rows = answer.path("PrincipalResourcePermissions");
    for (JsonNode row : rows) {
      assertThat(row.path("LastUpdated").isNumber()).isTrue();
      assertThat(row.path("LastUpdatedBy").asText()).isEqualTo(LakeUnderTest.arn("admin"));
      ((ObjectNode) row).remove(List.of("LastUpdated", "LastUpdatedBy"));
    }
    return elements(rows);
  }

  private static Set<String> documented(String file, String member) {
    return elements(json(text(file)).path(member));
  }

  private static Set<String> elements(JsonNode array) {
    Set<String> elements = new java.util.TreeSet<>();
    array.forEach(each -> elements.add(sorted(each)));
    return elements;
  }

  private static List<String> arns(JsonNode infos) {
    List<String> arns = new ArrayList<>();
    infos.forEach(
        info -> arns.add(info.path("ResourceArn").asText() + info.path("RoleArn").asText()));
    return arns;
  }

  /** The members of an answer that the documented one has, too. */
  private static String members(JsonNode answer, JsonNode like) {
    ObjectNode kept = ((ObjectNode) answer).deepCopy();
    List<String> names = new ArrayList<>();
    like.fieldNames().forEachRemaining(names::add);
    kept.retain(names);
    return sorted(kept);
  }

  /** Members and elements in one order. */
  private static String sorted(JsonNode node) {
    if (node.isArray()) {
      return elements(node).toString();
    }
    if (!node.isObject()) {
      return node.toString();
    }
    TreeMap<String, String> members = new TreeMap<>();
    node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
    return members.toString();
  }

  private static String[] columns(JsonNode filter) {
    List<String> names = new ArrayList<>();
    filter.path("ColumnNames").forEach(name -> names.add(name.asText()));
    return names.toArray(String[]::new);
  }

  private static String text(String file) {
    String name = "/lakeformation/" + file + ".json";
    try (InputStream in = DocumentedAnswersTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
