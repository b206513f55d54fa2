package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Caller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Catalog;
import software.amazon.awssdk.services.glue.model.GetCatalogsResponse;

class CatalogsTest {
  private static final String ACCOUNT = "111122223333";

  private final OpenRights rights = new OpenRights();
  private final GlueService service = new GlueService(ACCOUNT, "us-east-1", rights);
  private final GlueClient glue =
      DirectGlue.client(
          service, new Caller(ACCOUNT, "arn:aws:iam::111122223333:user/a", "arn:aws:sts::x"));

  @BeforeEach
  void fill() {
    glue.createCatalog(r -> r.name("Sales").catalogInput(c -> c.description("of sales")));
    glue.createCatalog(r -> r.name("people").catalogInput(c -> c.description("")));
  }

  @Test
  void liesInTheAccountsOwn() {
    Catalog sales = glue.getCatalog(r -> r.catalogId(ACCOUNT + ":SALES")).catalog();
    assertThat(sales.catalogId()).isEqualTo("111122223333:sales");
    assertThat(sales.name()).isEqualTo("sales");
    assertThat(sales.description()).isEqualTo("of sales");
    assertThat(sales.resourceArn()).isEqualTo("arn:aws:glue:us-east-1:111122223333:catalog/sales");
    assertThatThrownBy(() -> glue.createCatalog(r -> r.name("sales").catalogInput(c -> {})))
        .isInstanceOfSatisfying(
            AwsError.class, e -> assertThat(e.code()).isEqualTo("AlreadyExistsException"));
  }

  @Test
  void listsByPagesWithTheRootWhenAsked() {
    assertThat(listed(false)).containsExactly("111122223333:people", "111122223333:sales");
    assertThat(listed(true))
        .containsExactly("111122223333", "111122223333:people", "111122223333:sales");
    assertThat(glue.getCatalogs(r -> r.parentCatalogId(ACCOUNT + ":sales")).catalogList())
        .isEmpty();
    assertThatThrownBy(
            () -> glue.getCatalogs(r -> r.parentCatalogId(ACCOUNT + ":sales").includeRoot(true)))
        .hasMessageContaining("IncludeRoot");
    assertThatThrownBy(() -> glue.getCatalogs(r -> r.parentCatalogId(ACCOUNT + ":no")))
        .hasMessageContaining("not found");
  }

  private List<String> listed(boolean includeRoot) {
    List<String> ids = new ArrayList<>();
    String[] token = {null};
    do {
      GetCatalogsResponse page =
          glue.getCatalogs(
              r -> r.maxResults(1).recursive(true).includeRoot(includeRoot).nextToken(token[0]));
      page.catalogList().forEach(each -> ids.add(each.catalogId()));
      token[0] = page.nextToken();
    } while (token[0] != null);
    return ids;
  }

  @Test
  void refusesNamesThatNoCatalogMayHave() {
    for (String name : List.of("a.b", "a/b", "a\\b", "aws:x")) {
      assertThatThrownBy(() -> glue.createCatalog(r -> r.name(name).catalogInput(c -> {})))
          .hasMessageContaining(name);
    }
  }

  @Test
  void needsRightsOnTheAccountsOwnAndOnItself() {
    rights.forbidden.add("CREATE_CATALOG catalog");
    rights.forbidden.add("DROP 111122223333:sales");
    rights.forbidden.add("DESCRIBE 111122223333:sales");
    assertThatThrownBy(() -> glue.createCatalog(r -> r.name("x").catalogInput(c -> {})))
        .hasMessageContaining("CREATE_CATALOG");
    assertThatThrownBy(() -> glue.deleteCatalog(r -> r.catalogId(ACCOUNT + ":sales")))
        .hasMessageContaining("DROP");
    assertThatThrownBy(() -> glue.getCatalog(r -> r.catalogId(ACCOUNT + ":sales")))
        .hasMessageContaining("Describe");
    assertThat(listed(false)).containsExactly("111122223333:people");
  }

  @Test
  void isForgottenWhenItIsDeleted() {
    glue.deleteCatalog(r -> r.catalogId(ACCOUNT + ":sales"));
    assertThat(rights.told).contains("catalog 111122223333:sales deleted");
    assertThatThrownBy(() -> glue.deleteCatalog(r -> r.catalogId(ACCOUNT + ":sales")))
        .hasMessageContaining("not found");
    assertThatThrownBy(() -> glue.deleteCatalog(r -> r.catalogId(ACCOUNT)))
        .hasMessageContaining("cannot be deleted");
  }

  @Test
  void holdsNoDatabasesHere() {
    assertThatThrownBy(() -> glue.getDatabases(r -> r.catalogId(ACCOUNT + ":sales")))
        .hasMessageContaining("not found");
  }
}
