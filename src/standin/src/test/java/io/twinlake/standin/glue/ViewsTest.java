package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.TableStatus;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.ViewDefinitionInput;
import software.amazon.awssdk.services.glue.model.ViewRepresentation;
import software.amazon.awssdk.services.glue.model.ViewRepresentationInput;
import software.amazon.awssdk.services.glue.model.ViewUpdateAction;

class ViewsTest extends CatalogTest {
  private static final String REGION = "us-east-1";
  private static final String DEFINER = "arn:aws:iam::" + ACCOUNT + ":role/Definer";

  @BeforeEach
  void makeTables() {
    database("sales");
    table("sales", "orders");
  }

  @Test
  void aViewIsMadeAfterItsCallWasAnswered() {
    view(sql("ATHENA", "a"), "orders");
    assertThat(read("sales", "v").isMultiDialectView()).isTrue();
    assertThat(states()).containsExactly("CREATE IN_PROGRESS", "CREATE SUCCESS", "CREATE SUCCESS");
    assertThat(read("sales", "v").viewDefinition().viewVersionId()).isEqualTo(1);
    assertThat(read("sales", "v").status()).as("not asked for").isNull();
  }

  @Test
  void whatAViewMayNotReadMakesItFail() {
    assertFails("does not exist", "none");
    table("sales", "old", t -> t.tableType("VIRTUAL_VIEW"));
    assertFails("is a view or a resource link", "old");
    rights.open.add("sales.orders");
    assertFails("is granted to IAMAllowedPrincipals", "orders");
    rights.open.clear();
    rights.open.add("sales");
    assertFails("Database sales has permissions granted to IAMAllowedPrincipals", "orders");
    rights.open.clear();
    rights.forbidden.add(DEFINER + " CREATE_TABLE sales");
    assertFails("lacks CREATE_TABLE on database sales", "orders");
    rights.forbidden.clear();
    table("sales", "far", t -> t.storageDescriptor(s -> s.location("s3://raw/far/")));
    assertFails("sales.far is not registered with Lake Formation", "far");
    rights.registered.add("s3://raw/");
    rights.forbidden.add(DEFINER + " SELECT sales.far");
    assertFails("lacks SELECT with grant option on reference table sales.far", "far");
    rights.forbidden.clear();
    rights.forbidden.add(DEFINER + " SELECT sales.orders");
    assertFails("lacks SELECT with grant option on reference table sales.orders", "orders");
  }

  private void assertFails(String why, String... bases) {
    view(sql("ATHENA", "a"), bases);
    states();
    assertThat(status().stateAsString()).isEqualTo("FAILED");
    assertThat(status().error().errorMessage()).contains(why);
    assertRefused("AlreadyExistsException", () -> view(sql("ATHENA", "a"), bases));
    assertRefused(
        "InvalidInputException", () -> update(ViewUpdateAction.REPLACE, sql("ATHENA", "b")));
    glue.deleteTable(r -> r.databaseName("sales").name("v"));
  }

  @Test
  void refusesAtOnceWhatIsNoView() {
    assertRefused(
        "InvalidInputException",
        () -> view(v -> v.definer(DEFINER).subObjects(arn("us-west-9", "orders"))));
    assertRefused(
        "InvalidInputException", () -> view(v -> v.definer("arn:aws:iam::111122223333:user/ann")));
    assertRefused("InvalidInputException", () -> view(v -> v.viewVersionId(3L)));
    assertRefused("ValidationException", () -> view(v -> v.representations(List.of())));
    assertRefused(
        "ValidationException",
        () -> view(v -> v.subObjects(Collections.nCopies(11, arn(REGION, "orders")))));
  }

  @Test
  void aDialectIsCheckedThroughAConnectionThatIsThere() {
    ViewRepresentationInput checked =
        sql("REDSHIFT", "r").toBuilder().validationConnection("warehouse").build();
    assertRefused("EntityNotFoundException", () -> view(checked, "orders"));
    glue.createConnection(
        r ->
            r.connectionInput(
                c ->
                    c.name("warehouse")
                        .connectionType("VIEW_VALIDATION_REDSHIFT")
                        .connectionProperties(java.util.Map.of())));
    view(checked, "orders");
    assertThat(states()).endsWith("CREATE SUCCESS");
  }

  @Test
  void dialectsAreAddedReplacedAndDropped() {
    view(sql("ATHENA", "a"), "orders");
    assertRefused(
        "ResourceNotReadyException", () -> update(ViewUpdateAction.REPLACE, sql("ATHENA", "b")));
    states();
    assertRefused("InvalidInputException", () -> update(null, sql("ATHENA", "b")));
    assertRefused("InvalidInputException", () -> update(ViewUpdateAction.ADD, sql("ATHENA", "b")));
    update(ViewUpdateAction.ADD_OR_REPLACE, sql("SPARK", "s"));
    assertThat(dialects()).as("not yet").containsExactly("ATHENA a");
    assertThat(states()).endsWith("UPDATE SUCCESS");
    assertThat(dialects()).containsExactly("ATHENA a", "SPARK s");
    update(ViewUpdateAction.REPLACE, sql("ATHENA", "b"));
    states();
    update(ViewUpdateAction.DROP, sql("SPARK", "s"));
    states();
    assertThat(dialects()).containsExactly("ATHENA b");
    assertRefused("InvalidInputException", () -> update(ViewUpdateAction.DROP, sql("ATHENA", "b")));
  }

  @Test
  void anUpdateThatFailsLeavesTheViewAsItWas() {
    view(sql("ATHENA", "a"), "orders");
    states();
    rights.open.add("sales.orders");
    update(ViewUpdateAction.REPLACE, sql("ATHENA", "b"));
    assertThat(states()).endsWith("UPDATE FAILED");
    assertThat(dialects()).containsExactly("ATHENA a");
  }

  private List<String> dialects() {
    return read("sales", "v").viewDefinition().representations().stream()
        .map((ViewRepresentation each) -> each.dialectAsString() + " " + each.viewOriginalText())
        .toList();
  }

  private void update(@Nullable ViewUpdateAction action, ViewRepresentationInput representation) {
    glue.updateTable(
        (UpdateTableRequest.Builder r) ->
            r.databaseName("sales")
                .viewUpdateAction(action)
                .tableInput(
                    t ->
                        t.name("v")
                            .viewDefinition(
                                v ->
                                    v.definer(DEFINER)
                                        .subObjects(arn(REGION, "orders"))
                                        .representations(representation))));
  }

  private List<String> states() {
    List<String> states = new ArrayList<>();
    for (int look = 0; look < 3; look++) {
      TableStatus status = status();
      states.add(status.actionAsString() + " " + status.stateAsString());
    }
    return states;
  }

  private TableStatus status() {
    return glue.getTable(r -> r.databaseName("sales").name("v").includeStatusDetails(true))
        .table()
        .status();
  }

  private void view(ViewRepresentationInput representation, String... bases) {
    view(
        v ->
            v.representations(representation)
                .subObjects(List.of(bases).stream().map(base -> arn(REGION, base)).toList()));
  }

  private void view(Consumer<ViewDefinitionInput.Builder> definition) {
    ViewDefinitionInput.Builder view =
        ViewDefinitionInput.builder().definer(DEFINER).representations(sql("ATHENA", "x"));
    definition.accept(view);
    table("sales", "v", t -> t.viewDefinition(view.build()));
  }

  private static ViewRepresentationInput sql(String dialect, String text) {
    return ViewRepresentationInput.builder().dialect(dialect).viewOriginalText(text).build();
  }

  private static String arn(String region, String table) {
    return "arn:aws:glue:" + region + ":" + ACCOUNT + ":table/sales/" + table;
  }
}
