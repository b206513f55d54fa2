package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Definitions;
import io.twinlake.source.GlueSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Absent, empty and set stay three things, for every member of every shape that the SDK has. */
class FieldStatesTest {
  private final TwoRegions regions = new TwoRegions();
  private final Map<String, String> states = new TreeMap<>();

  @BeforeEach
  void makeBuckets() {
    regions.buckets();
    new Lake(regions.source()).database("sales");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void ofTables() {
    FieldStates.of(TableInput::builder)
        .forEach(
            (state, set) -> {
              if (!state.startsWith("Name")) {
                TableInput.Builder table = TableInput.builder();
                set.accept(table);
                String name = named("t", state);
                regions
                    .source()
                    .glue()
                    .createTable(r -> r.databaseName("sales").tableInput(table.name(name).build()));
              }
            });
    assertThat(states).hasSizeGreaterThan(60);
    assertRestoredExactly();
  }

  @Test
  void ofDatabases() {
    FieldStates.of(DatabaseInput::builder)
        .forEach(
            (state, set) -> {
              if (!state.startsWith("Name")) {
                DatabaseInput.Builder database = DatabaseInput.builder();
                set.accept(database);
                create(database, state);
              }
            });
    create(DatabaseInput.builder(), "CreateTableDefaultPermissions absent");
    create(
        DatabaseInput.builder().createTableDefaultPermissions(List.of()),
        "CreateTableDefaultPermissions empty");
    create(
        DatabaseInput.builder()
            .createTableDefaultPermissions(
                PrincipalPermissions.builder()
                    .principal(p -> p.dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS"))
                    .permissionsWithStrings("ALL")
                    .build()),
        "CreateTableDefaultPermissions set");
    assertRestoredExactly();
  }

  @Test
  void ofPartitions() {
    regions
        .source()
        .glue()
        .createTable(
            r ->
                r.databaseName("sales")
                    .tableInput(
                        t ->
                            t.name("t")
                                .partitionKeys(
                                    Column.builder().name("state").type("string").build())));
    FieldStates.of(PartitionInput::builder)
        .forEach(
            (state, set) -> {
              if (!state.startsWith("Values")) {
                PartitionInput.Builder partition = PartitionInput.builder();
                set.accept(partition);
                regions
                    .source()
                    .glue()
                    .batchCreatePartition(
                        r ->
                            r.databaseName("sales")
                                .tableName("t")
                                .partitionInputList(partition.values(state).build()));
              }
            });
    assertRestoredExactly();
  }

  private void create(DatabaseInput.Builder database, String state) {
    String name = named("d", state);
    regions.source().glue().createDatabase(r -> r.databaseInput(database.name(name).build()));
  }

  private String named(String prefix, String state) {
    String name = prefix + states.size();
    states.put(name, state);
    return name;
  }

  private void assertRestoredExactly() {
    Heard run = new Heard();
    regions.job(TwoRegions.config(), run).sync();
    assertThat(run.of(Outcome.FAILED)).as("%s", states).isEmpty();
    assertThat(contents(new GlueSource(regions.target())))
        .as("%s", states)
        .isEqualTo(contents(new GlueSource(regions.source())));
    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.differences()).isEmpty();
  }

  private static Map<String, ObjectNode> contents(GlueSource glue) {
    Map<String, ObjectNode> contents = new TreeMap<>();
    glue.databases()
        .forEachRemaining(
            database -> {
              add(contents, database);
              glue.tables(database.key().database())
                  .forEachRemaining(
                      table -> {
                        add(contents, table);
                        glue.partitions(table.key().database(), table.key().name())
                            .forEachRemaining(partition -> add(contents, partition));
                      });
            });
    return contents;
  }

  private static void add(Map<String, ObjectNode> contents, CatalogObject object) {
    contents.put(object.key().toString(), Definitions.writable(object));
  }
}
