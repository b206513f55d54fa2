package io.twinlake.standin.lakeformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Caller;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;

/** A region with the admin {@code admin} and users by name, driven by JSON bodies. */
final class LakeUnderTest {
  static final String ACCOUNT = "123456789111";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final FewTables catalog = new FewTables();
  final Set<String> principals = new HashSet<>();
  final LakeFormationService service;

  private LakeUnderTest() {
    service =
        new LakeFormationService(
            ACCOUNT,
            "us-east-1",
            name ->
                principals.contains(name)
                    || !name.startsWith("arn:aws:iam::" + ACCOUNT)
                    || name.contains("saml-provider"));
    service.attach(catalog);
  }

  /** As AWS hands a region out. */
  static LakeUnderTest fresh() {
    LakeUnderTest lake = new LakeUnderTest();
    lake.principals.addAll(Set.of(arn("admin"), arn("ana"), arn("eve")));
    return lake;
  }

  /** With an admin and no default permissions. */
  static LakeUnderTest governed() {
    LakeUnderTest lake = fresh();
    lake.as("admin", "PutDataLakeSettings", settings("admin"));
    return lake;
  }

  static String settings(String admin) {
    return """
        {"DataLakeSettings": {
          "DataLakeAdmins": [{"DataLakePrincipalIdentifier": "%s"}],
          "CreateDatabaseDefaultPermissions": [], "CreateTableDefaultPermissions": []}}"""
        .formatted(arn(admin));
  }

  static String arn(String user) {
    return user.contains(":") ? user : "arn:aws:iam::" + ACCOUNT + ":user/" + user;
  }

  static Caller caller(String user) {
    return new Caller(ACCOUNT, arn(user), arn(user));
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  ObjectNode as(String user, String operation, String body) {
    return service
        .operations()
        .invoke(
            new Call(caller(user), "lakeformation", "us-east-1", operation),
            (ObjectNode) json(body));
  }

  /** The code and message that a call fails with. */
  String refusal(String user, String operation, String body) {
    AwsError error =
        Assertions.catchThrowableOfType(AwsError.class, () -> as(user, operation, body));
    return error == null ? "none" : error.code() + ": " + error.getMessage();
  }

  void grant(String to, String resource, String permissions, String grantable) {
    as("admin", "GrantPermissions", grantBody(to, resource, permissions, grantable));
  }

  String refusedGrant(String to, String resource, String permissions, String grantable) {
    return refusal("admin", "GrantPermissions", grantBody(to, resource, permissions, grantable));
  }

  void revoke(String from, String resource, String permissions, String grantable) {
    as("admin", "RevokePermissions", grantBody(from, resource, permissions, grantable));
  }

  String refusedRevoke(String from, String resource, String permissions, String grantable) {
    return refusal("admin", "RevokePermissions", grantBody(from, resource, permissions, grantable));
  }

  static String grantBody(String to, String resource, String permissions, String grantable) {
    String principal = to.equals("IAM_ALLOWED_PRINCIPALS") ? to : arn(to);
    return """
        {"Principal": {"DataLakePrincipalIdentifier": "%s"}, "Resource": %s,
         "Permissions": [%s], "PermissionsWithGrantOption": [%s]}"""
        .formatted(principal, resource, quoted(permissions), quoted(grantable));
  }

  private static String quoted(String names) {
    return names.isEmpty() ? "" : "\"" + names.replace(" ", "\",\"") + "\"";
  }

  static String table(String database, String name) {
    return "{\"Table\":{\"DatabaseName\":\"%s\",\"Name\":\"%s\"}}".formatted(database, name);
  }

  static String allTables(String database) {
    return "{\"Table\":{\"DatabaseName\":\"%s\",\"TableWildcard\":{}}}".formatted(database);
  }

  static String database(String name) {
    return "{\"Database\":{\"Name\":\"%s\"}}".formatted(name);
  }

  static String columns(String database, String table, String columns) {
    return "{\"TableWithColumns\":{\"DatabaseName\":\"%s\",\"Name\":\"%s\",\"ColumnNames\":[%s]}}"
        .formatted(database, table, quoted(columns));
  }

  static String allColumnsBut(String database, String table, String columns) {
    return ("{\"TableWithColumns\":{\"DatabaseName\":\"%s\",\"Name\":\"%s\","
            + "\"ColumnWildcard\":{\"ExcludedColumnNames\":[%s]}}}")
        .formatted(database, table, quoted(columns));
  }

  /** Every page's members, and how many pages there were. */
  List<JsonNode> list(String user, String operation, String body, String member) {
    List<JsonNode> found = new ArrayList<>();
    ObjectNode request = (ObjectNode) json(body);
    JsonNode token;
    do {
      ObjectNode page = as(user, operation, request.toString());
      page.path(member).forEach(found::add);
      token = page.get("NextToken");
      request.set("NextToken", token);
    } while (token != null);
    return found;
  }

  /** Rows as {@code who resource permissions / grantable}. */
  List<String> rows(String user, String body) {
    return list(user, "ListPermissions", body, "PrincipalResourcePermissions").stream()
        .map(LakeUnderTest::shortRow)
        .toList();
  }

  private static String shortRow(JsonNode row) {
    String who = row.path("Principal").path("DataLakePrincipalIdentifier").asText();
    String resource =
        row.path("Resource").toString().replace("\"CatalogId\":\"" + ACCOUNT + "\",", "");
    return who.substring(who.lastIndexOf('/') + 1)
        + " "
        + resource.replace("\"", "")
        + " "
        + names(row.path("Permissions"))
        + names(row.path("PermissionsWithGrantOption"));
  }

  private static String names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(name -> names.add(name.asText()));
    return names.toString();
  }
}
