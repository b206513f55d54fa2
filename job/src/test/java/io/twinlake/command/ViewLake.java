package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.ViewDefinitionInput;
import software.amazon.awssdk.services.glue.model.ViewRepresentationInput;
import software.amazon.awssdk.services.glue.model.ViewUpdateAction;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * Words to build and look at the views in several dialects of one region's database {@code sales},
 * as its owner.
 */
record ViewLake(TwoRegions regions, AwsRegion region) {
  private static final String EVERYONE = "IAM_ALLOWED_PRINCIPALS";

  /** The role that reads for every view. */
  String definer() {
    return regions.aws().account(TwoRegions.ACCOUNT).principal("role/Definer");
  }

  /** The database and a table that its views may read, but for the right of their definer. */
  ViewLake database(String table, String... columns) {
    new Lake(region).database("sales").revoke(EVERYONE, Permission.ALL, Lake.onDatabase("sales"));
    return mayCreate(definer()).table(table, columns);
  }

  /** A definer must hold that for the views of a database (aws-facts 11). */
  ViewLake mayCreate(String principal) {
    new Lake(region).grant(principal, Permission.CREATE_TABLE, Lake.onDatabase("sales"));
    return this;
  }

  /** A table that Lake Formation alone governs. */
  ViewLake table(String name, String... columns) {
    new Lake(region)
        .table("sales", name, columns)
        .revoke(EVERYONE, Permission.ALL, Lake.onTable("sales", name));
    return this;
  }

  /** What views are made by. */
  ViewLake grantable(String principal, Resource resource) {
    region
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(principal))
                    .permissions(Permission.SELECT)
                    .permissionsWithGrantOption(Permission.SELECT)
                    .resource(resource));
    return this;
  }

  ViewLake notGrantable(String principal, Resource resource) {
    region
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(TwoRegions.principal(principal))
                    .permissions(Permission.SELECT)
                    .permissionsWithGrantOption(Permission.SELECT)
                    .resource(resource));
    return this;
  }

  /** A view that AWS made. */
  ViewLake view(String name, List<String> bases, ViewRepresentationInput... dialects) {
    begin(name, bases, dialects);
    new Lake(region).revoke(EVERYONE, Permission.ALL, Lake.onTable("sales", name));
    assertMade(name);
    return this;
  }

  /** A view whose creation AWS has only begun. */
  ViewLake begin(String name, List<String> bases, ViewRepresentationInput... dialects) {
    TableInput input =
        TableInput.builder().name(name).viewDefinition(definition(bases, dialects)).build();
    region.glue().createTable(r -> r.databaseName("sales").tableInput(input));
    return this;
  }

  private void assertMade(String name) {
    settle(name);
    assertThat(state(name)).isEqualTo("SUCCESS");
  }

  /** AWS goes on with the latest change until it is through. */
  ViewLake settle(String name) {
    for (int look = 0; look < 3; look++) {
      read(name);
    }
    return this;
  }

  private Consumer<ViewDefinitionInput.Builder> definition(
      List<String> bases, ViewRepresentationInput... dialects) {
    return view ->
        view.definer(definer())
            .isProtected(true)
            .representations(dialects)
            .subObjects(bases.stream().map(this::arn).toArray(String[]::new));
  }

  private String arn(String table) {
    return "arn:aws:glue:" + region.name() + ":111122223333:table/sales/" + table;
  }

  /** Changes view {@code v}, which reads {@code orders}. */
  ViewLake update(ViewUpdateAction action, ViewRepresentationInput... dialects) {
    region
        .glue()
        .updateTable(
            r ->
                r.databaseName("sales")
                    .viewUpdateAction(action)
                    .tableInput(
                        t -> t.name("v").viewDefinition(definition(List.of("orders"), dialects))));
    assertMade("v");
    return this;
  }

  static ViewRepresentationInput sql(String dialect, String text) {
    return ViewRepresentationInput.builder().dialect(dialect).viewOriginalText(text).build();
  }

  Table read(String name) {
    return region
        .glue()
        .getTable(r -> r.databaseName("sales").name(name).includeStatusDetails(true))
        .table();
  }

  String state(String name) {
    return read(name).status().stateAsString();
  }

  Set<String> dialects(String name) {
    Set<String> dialects = new TreeSet<>();
    read(name)
        .viewDefinition()
        .representations()
        .forEach(each -> dialects.add(each.dialectAsString() + " " + each.viewOriginalText()));
    return dialects;
  }

  /** Makes a view read another table, which AWS would not. */
  ViewLake reads(String view, String table) {
    return become(
        view,
        found ->
            found.toBuilder()
                .viewDefinition(found.viewDefinition().toBuilder().subObjects(arn(table)).build())
                .build());
  }

  ViewLake become(String view, UnaryOperator<Table> change) {
    regions.aws().catalog(TwoRegions.ACCOUNT, region.name()).become("sales", view, change);
    return this;
  }
}
