package io.twinlake.infra;

import io.twinlake.standin.lake.LakeClients;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.ViewDefinitionInput;
import software.amazon.awssdk.services.glue.model.ViewRepresentationInput;
import software.amazon.awssdk.services.glue.model.ViewUpdateAction;
import software.amazon.awssdk.services.lakeformation.model.GrantPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** A view in several dialects, whose definer's role the job must be allowed to pass. */
record LakeViews(LakeClients lake) {
  private static final String DATABASE = "reporting";
  private static final String CONNECTION = "warehouse";
  private static final String DEFINER = "arn:aws:iam::111122223333:role/ViewDefiner";
  private static final Resource HOME = Resource.builder().database(d -> d.name(DATABASE)).build();
  private static final Resource BASE =
      Resource.builder().table(t -> t.databaseName(DATABASE).name("sales")).build();

  /** Through which an engine checks the view; connections are not restored. */
  void createConnection() {
    lake.glue()
        .createConnection(
            r ->
                r.connectionInput(
                    c ->
                        c.name(CONNECTION)
                            .connectionType("VIEW_VALIDATION_REDSHIFT")
                            .connectionProperties(Map.of())));
  }

  void create() {
    createConnection();
    lake.glue()
        .createDatabase(
            r -> r.databaseInput(d -> d.name(DATABASE).createTableDefaultPermissions(List.of())));
    close();
    lake.glue().createTable(r -> r.databaseName(DATABASE).tableInput(t -> t.name("sales")));
    grant(HOME, r -> r.permissions(Permission.CREATE_TABLE));
    grant(
        BASE, r -> r.permissions(Permission.SELECT).permissionsWithGrantOption(Permission.SELECT));
    lake.glue().createTable(r -> r.databaseName(DATABASE).tableInput(view("SELECT 1")));
    settle();
  }

  void change() {
    lake.glue()
        .updateTable(
            r ->
                r.databaseName(DATABASE)
                    .viewUpdateAction(ViewUpdateAction.REPLACE)
                    .tableInput(view("SELECT 2")));
    settle();
  }

  /** Whatever the region's defaults opened. */
  private void close() {
    lake.lakeFormation()
        .grantPermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS"))
                    .permissions(Permission.ALL)
                    .resource(HOME));
    lake.lakeFormation()
        .revokePermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS"))
                    .permissions(Permission.ALL)
                    .resource(HOME));
  }

  private void grant(Resource resource, Consumer<GrantPermissionsRequest.Builder> what) {
    lake.lakeFormation()
        .grantPermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier(DEFINER))
                    .resource(resource)
                    .applyMutation(what));
  }

  private TableInput view(String sql) {
    ViewRepresentationInput redshift =
        ViewRepresentationInput.builder()
            .dialect("REDSHIFT")
            .viewOriginalText(sql)
            .validationConnection(CONNECTION)
            .build();
    ViewDefinitionInput definition =
        ViewDefinitionInput.builder()
            .definer(DEFINER)
            .representations(redshift)
            .subObjects(
                "arn:aws:glue:%s:%s:table/%s/sales"
                    .formatted(lake.region(), lake.account(), DATABASE))
            .build();
    return TableInput.builder().name("sales_view").viewDefinition(definition).build();
  }

  private void settle() {
    String state = "";
    for (int look = 0; look < 3; look++) {
      state =
          lake.glue()
              .getTable(r -> r.databaseName(DATABASE).name("sales_view").includeStatusDetails(true))
              .table()
              .status()
              .stateAsString();
    }
    if (!state.equals("SUCCESS")) {
      throw new IllegalStateException("The view is " + state + ".");
    }
  }
}
