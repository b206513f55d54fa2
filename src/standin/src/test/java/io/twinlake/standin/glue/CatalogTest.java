package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** A catalog of its own for each test, and short ways to fill it. */
abstract class CatalogTest {
  static final String ACCOUNT = "111122223333";

  final OpenRights rights = new OpenRights();
  final GlueService service = new GlueService(ACCOUNT, "us-east-1", rights);
  final GlueClient glue =
      DirectGlue.client(
          service,
          new Caller(
              ACCOUNT,
              "arn:aws:iam::" + ACCOUNT + ":role/Loader",
              "arn:aws:sts::" + ACCOUNT + ":assumed-role/Loader/session"));

  void database(String name) {
    database(name, d -> {});
  }

  void database(String name, Consumer<DatabaseInput.Builder> more) {
    glue.createDatabase(r -> r.databaseInput(d -> more.accept(d.name(name))));
  }

  void table(String database, String name) {
    table(database, name, t -> {});
  }

  void table(String database, String name, Consumer<TableInput.Builder> more) {
    glue.createTable(r -> r.databaseName(database).tableInput(t -> more.accept(t.name(name))));
  }

  /** Columns id and note, partitioned by the given keys. */
  void partitioned(String database, String name, String... keys) {
    table(
        database,
        name,
        t ->
            t.storageDescriptor(s -> s.columns(column("id"), column("note")).location("s3://b/o"))
                .partitionKeys(Arrays.stream(keys).map(CatalogTest::column).toList()));
  }

  Table read(String database, String name) {
    return glue.getTable(r -> r.databaseName(database).name(name)).table();
  }

  static Column column(String name) {
    return Column.builder().name(name).type("string").build();
  }

  static PartitionInput partition(String... values) {
    return PartitionInput.builder()
        .values(values)
        .storageDescriptor(
            s ->
                s.columns(column("id"), column("note"))
                    .location("s3://b/o/" + String.join("/", values)))
        .build();
  }

  static PartitionValueList key(String... values) {
    return PartitionValueList.builder().values(values).build();
  }

  static PrincipalPermissions everyone() {
    return PrincipalPermissions.builder()
        .principal(p -> p.dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS"))
        .permissionsWithStrings("ALL")
        .build();
  }

  static AbstractStringAssert<?> assertRefused(String code, ThrowingCallable call) {
    AwsError error = catchThrowableOfType(AwsError.class, call);
    assertThat(error).as("the call succeeded").isNotNull();
    assertThat(error.code()).isEqualTo(code);
    return assertThat(error.getMessage());
  }

  static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }
}
