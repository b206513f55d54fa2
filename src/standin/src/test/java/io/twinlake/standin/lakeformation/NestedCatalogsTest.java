package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NestedCatalogsTest {
  private static final String ID = "123456789111:sales";
  private static final String SALES = "{\"Catalog\":{\"Id\":\"" + ID + "\"}}";
  private static final String OF_SALES = "{\"Resource\":" + SALES + "}";
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @BeforeEach
  void fill() {
    lake.catalog.catalogs.add(ID);
  }

  @Test
  void takesItsOwnPermissions() {
    lake.grant("ana", SALES.replace("sales", "Sales"), "ALL", "ALL");
    lake.grant("eve", SALES, "SUPER_USER", "");
    assertThat(lake.rows("admin", OF_SALES))
        .containsExactlyInAnyOrder(
            "ana {Catalog:{Id:123456789111:sales}} [ALL, ALTER, CREATE_DATABASE, DESCRIBE, DROP]"
                + "[ALL, ALTER, CREATE_DATABASE, DESCRIBE, DROP]",
            "eve {Catalog:{Id:123456789111:sales}} [SUPER_USER][]");
    assertThat(lake.refusedGrant("ana", SALES, "CREATE_LF_TAG", ""))
        .isEqualTo("InvalidInputException: Permissions modification is invalid.");
    assertThat(lake.refusedGrant("ana", "{\"Catalog\":{}}", "DESCRIBE", ""))
        .isEqualTo("InvalidInputException: Permissions modification is invalid.");
    assertThat(lake.refusedGrant("ana", SALES, "SUPER_USER", "SUPER_USER"))
        .startsWith("InvalidInputException: SUPER_USER");
    lake.revoke("ana", SALES, "ALL", "ALL");
    assertThat(lake.rows("admin", OF_SALES)).hasSize(1);
  }

  @Test
  void isListedOnlyWhenAskedForById() {
    lake.grant("ana", SALES, "DESCRIBE", "");
    assertThat(lake.rows("admin", "{}")).noneMatch(row -> row.contains("sales"));
    assertThat(lake.rows("admin", "{\"ResourceType\":\"CATALOG\"}"))
        .noneMatch(row -> row.contains("sales"));
    assertThat(lake.rows("admin", "{\"Resource\":{\"Catalog\":{}}}"))
        .noneMatch(row -> row.contains("sales"));
    assertThat(lake.rows("admin", OF_SALES)).hasSize(1);
  }

  @Test
  void mustBeThere() {
    assertThat(lake.refusedGrant("ana", SALES.replace("sales", "no"), "DESCRIBE", ""))
        .isEqualTo("EntityNotFoundException: Catalog 123456789111:no not found.");
    assertThat(lake.refusal("admin", "ListPermissions", OF_SALES.replace("sales", "no")))
        .startsWith("EntityNotFoundException");
    assertThat(lake.refusedGrant("ana", SALES.replace("123456789111", "999999999999"), "DROP", ""))
        .startsWith("EntityNotFoundException");
  }

  @Test
  void isNoCatalogOfARequest() {
    assertThat(lake.refusal("admin", "ListPermissions", "{\"CatalogId\":\"" + ID + "\"}"))
        .isEqualTo("InvalidInputException: Catalog id must be a valid AWS account id.");
  }

  @Test
  void givesRightsOnItselfAlone() {
    lake.grant("ana", SALES, "DESCRIBE", "");
    assertThat(lake.service.mayDescribeNestedCatalog(caller("ana"), ID)).isTrue();
    assertThat(lake.service.mayDescribeNestedCatalog(caller("eve"), ID)).isFalse();
    assertThatThrownBy(() -> lake.service.requireOnNestedCatalog(caller("ana"), "DROP", ID))
        .hasMessageContaining("Required Drop");
    lake.grant("ana", SALES, "SUPER_USER", "");
    lake.service.requireOnNestedCatalog(caller("ana"), "DROP", ID);
    lake.service.nestedCatalogDeleted(ID);
    assertThat(lake.rows("admin", OF_SALES)).isEmpty();
  }
}
