package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocationsTest {
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/Lake";
  private static final String SERVICE_ROLE =
      "arn:aws:iam::"
          + ACCOUNT
          + ":role/aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess";
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @BeforeEach
  void addRole() {
    lake.principals.add(ROLE);
  }

  @Test
  void listsTheServiceLinkedRoleByItsArn() {
    register("raw", "\"UseServiceLinkedRole\":true");
    assertThat(describe("raw").path("RoleArn").asText()).isEqualTo(SERVICE_ROLE);
    assertThat(
            lake.refusal(
                "admin",
                "UpdateResource",
                "{\"ResourceArn\":\"arn:aws:s3:::raw\",\"RoleArn\":\"" + ROLE + "\"}"))
        .startsWith("InvalidInputException");
    assertThat(
            lake.refusal("admin", "DeregisterResource", "{\"ResourceArn\":\"arn:aws:s3:::raw\"}"))
        .isEqualTo(
            "InvalidInputException: Must manually delete service-linked role to deregister last"
                + " S3 location.");
  }

  @Test
  void registersUpdatesAndDeregistersWithARole() {
    register("raw", "\"RoleArn\":\"" + ROLE + "\",\"HybridAccessEnabled\":true");
    assertThat(describe("raw").path("HybridAccessEnabled").asBoolean()).isTrue();
    lake.as(
        "admin",
        "UpdateResource",
        "{\"ResourceArn\":\"arn:aws:s3:::raw\",\"HybridAccessEnabled\":false,\"RoleArn\":\""
            + ROLE
            + "\"}");
    assertThat(describe("raw").path("HybridAccessEnabled").asBoolean()).isFalse();
    lake.as("admin", "DeregisterResource", "{\"ResourceArn\":\"arn:aws:s3:::raw\"}");
    assertThat(lake.refusal("admin", "DescribeResource", "{\"ResourceArn\":\"arn:aws:s3:::raw\"}"))
        .startsWith("EntityNotFoundException");
  }

  @Test
  void refusesWhatAwsRefuses() {
    register("raw", "\"RoleArn\":\"" + ROLE + "\"");
    assertThat(refused("raw", "\"RoleArn\":\"" + ROLE + "\""))
        .isEqualTo("AlreadyExistsException: Resource is already registered");
    assertThat(refused("new", "\"RoleArn\":\"arn:aws:iam::999999999999:role/Lake\""))
        .isEqualTo("AccessDeniedException: Cross-account pass role is not allowed.");
    assertThat(refused("new", "\"WithFederation\":true")).startsWith("InvalidInputException");
    assertThat(refused("new", "\"UseServiceLinkedRole\":true,\"RoleArn\":\"" + ROLE + "\""))
        .startsWith("InvalidInputException");
  }

  @Test
  void asksForAccessToRegisteredLocationsOnly() {
    register("raw/sales", "\"RoleArn\":\"" + ROLE + "\"");
    assertThat(lake.service.isRegistered("s3://raw/sales/orders/")).isTrue();
    assertThat(lake.service.isRegistered("s3://raw/sales2/")).isFalse();
    lake.service.requireDataLocation(LakeUnderTest.caller("ana"), "s3://raw/sales2/");
    lake.service.requireDataLocation(LakeUnderTest.caller("admin"), "s3://raw/sales/");
    assertThatThrownBy(
            () ->
                lake.service.requireDataLocation(
                    LakeUnderTest.caller("ana"), "s3://raw/sales/orders"))
        .hasMessage("Insufficient Lake Formation permission(s) on s3://raw/sales/orders");
    lake.grant("ana", location("raw/sales/orders"), "DATA_LOCATION_ACCESS", "");
    lake.service.requireDataLocation(LakeUnderTest.caller("ana"), "s3://raw/sales/orders/dt=1");
  }

  @Test
  void grantsOnlyOnRegisteredLocations() {
    assertThat(lake.refusedGrant("ana", location("raw"), "DATA_LOCATION_ACCESS", ""))
        .startsWith("InvalidInputException")
        .contains("register the S3 path");
    register("raw", "\"RoleArn\":\"" + ROLE + "\"");
    lake.grant("ana", location("raw"), "DATA_LOCATION_ACCESS", "DATA_LOCATION_ACCESS");
    assertThat(lake.rows("admin", "{\"ResourceType\":\"DATA_LOCATION\"}"))
        .containsExactly(
            "ana {DataLocation:{ResourceArn:arn:aws:s3:::raw}}"
                + " [DATA_LOCATION_ACCESS][DATA_LOCATION_ACCESS]");
  }

  @Test
  void givesNoAccessPastTheEndOfAName() {
    assertThat(Locations.covers("arn:aws:s3:::raw/sales", "arn:aws:s3:::raw/sales/x")).isTrue();
    assertThat(Locations.covers("arn:aws:s3:::raw/sales", "arn:aws:s3:::raw/sales2")).isFalse();
    assertThat(Locations.covers("arn:aws:s3:::raw/", "arn:aws:s3:::raw")).isTrue();
  }

  private static String location(String path) {
    return "{\"DataLocation\":{\"ResourceArn\":\"arn:aws:s3:::" + path + "\"}}";
  }

  private void register(String path, String rest) {
    lake.as("admin", "RegisterResource", body(path, rest));
  }

  private String refused(String path, String rest) {
    return lake.refusal("admin", "RegisterResource", body(path, rest));
  }

  private static String body(String path, String rest) {
    return "{\"ResourceArn\":\"arn:aws:s3:::" + path + "\"," + rest + "}";
  }

  private JsonNode describe(String path) {
    return lake.as("admin", "DescribeResource", "{\"ResourceArn\":\"arn:aws:s3:::" + path + "\"}")
        .path("ResourceInfo");
  }
}
