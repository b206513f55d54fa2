package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.config.ConfigReader;
import io.twinlake.model.Events;
import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import io.twinlake.standin.glue.Paging;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;

/** What databases and tables have beside partitions, restored and restored again. */
class DetailsTest {
  private static final String DELETE = "delete_target_catalog_objects = True";

  private final TwoRegions regions = new TwoRegions();
  private final DetailedLake source = new DetailedLake(regions.source());
  private final DetailedLake target = new DetailedLake(regions.target());

  @BeforeEach
  void restoreOnce() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/Optimizer");
    for (String region : List.of(TwoRegions.SOURCE, TwoRegions.TARGET)) {
      regions.aws().catalog(TwoRegions.ACCOUNT, region).paging(Paging.FULL);
    }
    new Lake(regions.source()).database("sales").database("web").table("web", "clicks", "id");
    source
        .table("orders", "day", "day hour")
        .table("plain")
        .iceberg("ice")
        .statistics("orders", "id", 10)
        .statistics("orders", "price", 20)
        .function("f", "com.example.F")
        .function("g", "com.example.G")
        .tag("sales", Map.of("team", "a", "cost", "b"))
        .retention("ice", 5);
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.notes(Events.Note.Level.PROBLEM)).isEmpty();
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private Heard sync(String... operation) {
    return run(Twinlake::sync, operation);
  }

  private Heard verify(String... operation) {
    return run(job -> job.verify(Selection.LATEST), operation);
  }

  private Heard run(Consumer<Twinlake> command, String... operation) {
    Heard heard = new Heard();
    command.accept(regions.job(TwoRegions.config(operation), heard));
    return heard;
  }

  private static List<String> texts(List<ObjectResult> results) {
    return results.stream()
        .map(
            r ->
                r.outcome().word()
                    + " "
                    + r.key()
                    + (r.reason().isEmpty() ? "" : ": " + r.reason()))
        .sorted()
        .toList();
  }

  @Test
  void comeBackAsTheyWereAndNothingIsWrittenAgain() {
    assertThat(target.indexes("orders"))
        .containsExactly("by day[day]ACTIVE", "by day hour[day, hour]ACTIVE");
    assertThat(target.statistics("orders")).containsExactly("id 10", "price 20");
    assertThat(target.functions())
        .containsExactly(
            "sales.f com.example.F [s3://lake-ap-south-1/jars/f.jar]",
            "sales.g com.example.G [s3://lake-ap-south-1/jars/g.jar]");
    assertThat(target.tags("sales")).isEqualTo(Map.of("team", "a", "cost", "b"));
    assertThat(target.optimizers("ice")).containsExactly("retention 5 false");
    assertThat(regions.aws().calls().counts(e -> e.name().equals("glue:CreatePartitionIndex")))
        .as("indexes come with their table")
        .isEmpty();
    assertThat(calls(TwoRegions.TARGET))
        .as("tags come with their database")
        .doesNotContainKey("TagResource");

    regions.aws().calls().clear();
    assertThat(run(job -> job.restore(Selection.LATEST)).differences()).isEmpty();
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void verifyNamesWhatIsNotAsItWas() {
    target
        .dropIndex("orders", "by day")
        .index("orders", "mine", "zone")
        .statistics("orders", "id", 11)
        .function("h", "com.example.H")
        .tag("sales", Map.of("team", "z", "mine", "x"));
    regions
        .target()
        .glue()
        .deleteUserDefinedFunction(r -> r.databaseName("sales").functionName("f"));

    assertThat(texts(verify().differences()))
        .containsExactly(
            "created partition_index sales.orders [by day]",
            "created user_defined_function sales.f",
            "deleted partition_index sales.orders [mine]",
            "deleted user_defined_function sales.h",
            "updated column_statistics sales.orders [id]: StatisticsData.LongColumnStatisticsData.NumberOfDistinctValues is 11 instead of 10",
            "updated database_tags sales: team is \"z\" instead of \"a\"; mine is the target's own");
    assertThat(target.indexes("orders")).hasSize(2);
  }

  @Test
  void verifyNamesAChangedColumnTypeAndAPartitionInTheOldBucket() {
    source.partition("orders", "lake-us-east-1", "1", "2", "3");
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    target.changeType("plain", "string").move("orders", "lake-us-east-1", "1", "2", "3");

    assertThat(texts(verify().differences()))
        .containsExactly(
            "updated partition sales.orders [1, 2, 3]: its location is not \"s3://lake-ap-south-1/1\"",
            "updated table sales.plain: StorageDescriptor.Columns[0].Type is \"string\" instead of \"bigint\"");
  }

  @Test
  void areReadAndWrittenInTheFewestCalls() {
    source.wide("wide", 130, 60);
    regions.aws().calls().clear();
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(calls(TwoRegions.SOURCE))
        .isEqualTo(
            Map.of(
                "GetPartitionIndexes", 2L,
                "GetColumnStatisticsForTable", 4L + 2,
                "BatchGetTableOptimizer", 1L,
                "GetUserDefinedFunctions", 1L,
                "GetTags", 2L));
    assertThat(calls(TwoRegions.TARGET))
        .isEqualTo(
            Map.of(
                "GetPartitionIndexes", 2L,
                "GetColumnStatisticsForTable", 1L,
                "UpdateColumnStatisticsForTable", 3L,
                "BatchGetTableOptimizer", 1L,
                "GetUserDefinedFunctions", 1L,
                "GetTags", 1L));
  }

  /** Of what this is about, by operation; lists in one page. */
  private Map<String, Long> calls(String region) {
    Map<String, Long> calls = new TreeMap<>();
    regions
        .aws()
        .calls()
        .counts(
            e ->
                e.call().region().equals(region)
                    && e.name().matches("glue:.*(Index|Statistics|Function|Optimizer|Tags).*"))
        .forEach((name, count) -> calls.put(name.replace("glue:", ""), count));
    return calls;
  }

  @Test
  void areBroughtBackAndWhatIsTheTargetsOwnStays() {
    target
        .dropIndex("orders", "by day")
        .index("orders", "mine", "zone")
        .statistics("orders", "id", 11)
        .statistics("orders", "name", 3)
        .function("h", "com.example.H")
        .untag("sales", "team")
        .tag("sales", Map.of("mine", "x"));

    assertThat(sync(DELETE).of(Outcome.FAILED)).isEmpty();
    assertThat(target.indexes("orders"))
        .containsExactly("by day[day]ACTIVE", "by day hour[day, hour]ACTIVE", "mine[zone]ACTIVE");
    assertThat(target.statistics("orders")).containsExactly("id 10", "price 20", "name 3");
    assertThat(target.functions()).hasSize(3);
    assertThat(target.tags("sales")).isEqualTo(Map.of("team", "a", "cost", "b", "mine", "x"));
  }

  @Test
  void followTheSource() {
    source
        .dropIndex("orders", "by day")
        .dropIndex("orders", "by day hour")
        .index("orders", "by day", "day", "zone")
        .index("orders", "other", "day", "hour")
        .index("plain", "first", "hour")
        .statistics("orders", "price", 21)
        .statistics("orders", "name", 5)
        .untag("sales", "cost")
        .tag("sales", Map.of("team", "c"));
    regions
        .source()
        .glue()
        .deleteColumnStatisticsForTable(
            r -> r.databaseName("sales").tableName("orders").columnName("id"));
    regions
        .source()
        .glue()
        .deleteUserDefinedFunction(r -> r.databaseName("sales").functionName("f"));
    regions
        .source()
        .glue()
        .updateUserDefinedFunction(
            r ->
                r.databaseName("sales")
                    .functionName("g")
                    .functionInput(f -> f.functionName("g").className("com.example.New")));
    source.dropRetention("ice");

    Heard heard = sync(DELETE, "delete_limit_percent = 100");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(target.indexes("orders"))
        .containsExactly("by day[day, zone]ACTIVE", "other[day, hour]ACTIVE");
    assertThat(target.indexes("plain")).containsExactly("first[hour]ACTIVE");
    assertThat(target.statistics("orders")).containsExactly("price 21", "name 5");
    assertThat(target.functions()).containsExactly("sales.g com.example.New []");
    assertThat(target.tags("sales")).isEqualTo(Map.of("team", "c"));
    assertThat(target.optimizers("ice")).isEmpty();
    assertThat(verify(DELETE).differences()).isEmpty();
  }

  @Test
  void stayWhenDeletingIsNotWanted() {
    source.dropIndex("orders", "by day").dropRetention("ice");
    regions
        .source()
        .glue()
        .deleteUserDefinedFunction(r -> r.databaseName("sales").functionName("f"));

    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(target.indexes("orders")).hasSize(2);
    assertThat(target.optimizers("ice")).hasSize(1);
    assertThat(target.functions()).hasSize(2);
  }

  @Test
  void aDatabaseWithAFunctionOfTheTargetsOwnIsNotDeleted() {
    regions
        .target()
        .glue()
        .createUserDefinedFunction(
            r -> r.databaseName("web").functionInput(f -> f.functionName("mine")));
    new Lake(regions.source()).dropDatabase("web");

    assertThat(sync(DELETE, "delete_limit_percent = 100").of(Outcome.FAILED)).isEmpty();
    assertThat(target.functions()).contains("web.mine null []");
    assertThat(new Lake(regions.target()).objects()).contains("web").doesNotContain("web.clicks");
  }

  @Test
  void whatIsNotIncludedIsNeitherReadNorTakenForDeleted() {
    String text =
        TwoRegions.configText(DELETE, "delete_limit_percent = 100")
            + "[Catalog]\ninclude = ['functions']\n";
    regions.aws().calls().clear();
    Heard heard = new Heard();
    regions.job(ConfigReader.parse(text, "glue_config.conf"), heard).sync();

    assertThat(heard.differences().stream().filter(r -> r.outcome() != Outcome.SAVED)).isEmpty();
    assertThat(target.indexes("orders")).hasSize(2);
    assertThat(
            regions
                .aws()
                .calls()
                .counts(e -> e.name().matches("glue:.*(Index|Statistics|Optimizer|Tags).*")))
        .isEmpty();
  }

  @Test
  void theStatisticsOfPartitionsComeWhenTheyAreAskedFor() {
    source
        .partition("orders", "lake-us-east-1", "1", "2", "3")
        .partition("orders", "lake-us-east-1", "4", "5", "6")
        .partitionStatistics("orders", "id", 7, "1", "2", "3");
    String text =
        TwoRegions.configText(DELETE, "delete_limit_percent = 100")
            + "[Catalog]\ninclude = ['partition_column_statistics']\n";
    Heard heard = new Heard();
    regions.aws().calls().clear();
    regions.job(ConfigReader.parse(text, "glue_config.conf"), heard).sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(target.partitionStatistics("orders", "1", "2", "3")).containsExactly("id 7");
    assertThat(target.partitionStatistics("orders", "4", "5", "6")).isEmpty();
    assertThat(calls(TwoRegions.SOURCE)).isEqualTo(Map.of("GetColumnStatisticsForPartition", 2L));
    assertThat(calls(TwoRegions.TARGET))
        .isEqualTo(
            Map.of(
                "GetColumnStatisticsForPartition", 1L,
                "UpdateColumnStatisticsForPartition", 1L));

    source.partitionStatistics("orders", "id", 8, "1", "2", "3");
    Heard again = new Heard();
    regions.job(ConfigReader.parse(text, "glue_config.conf"), again).sync();
    assertThat(again.of(Outcome.FAILED)).isEmpty();
    assertThat(target.partitionStatistics("orders", "1", "2", "3")).containsExactly("id 8");
  }

  @Test
  void anOptimizerIsEnabledOnlyWhenAskedForAndWhereTheTableAgreesWithItsFiles() {
    String text = TwoRegions.configText() + "[Catalog]\nenable_table_optimizers = True\n";
    Heard heard = new Heard();
    regions.job(ConfigReader.parse(text, "glue_config.conf"), heard).sync();
    assertThat(target.optimizers("ice")).containsExactly("retention 5 false");
    assertThat(heard.notes(Level.WARNING))
        .anyMatch(note -> note.startsWith("Optimizers of Iceberg"));

    String unmapped =
        text.replace("update_table_s3_location = True", "update_table_s3_location = False");
    regions.job(ConfigReader.parse(unmapped, "glue_config.conf"), heard).sync();
    assertThat(target.optimizers("ice")).containsExactly("retention 5 true");
    Heard verified = new Heard();
    regions
        .job(ConfigReader.parse(unmapped, "glue_config.conf"), verified)
        .verify(Selection.LATEST);
    assertThat(verified.differences()).isEmpty();
  }

  @Test
  void aRoleThatIamHasNotSpreadYetIsWaitedFor() {
    source.iceberg("young").retention("young", 7);
    regions.aws().catalog(TwoRegions.ACCOUNT, TwoRegions.TARGET).distrustRoles(3);
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(target.optimizers("young")).containsExactly("retention 7 false");
  }

  private List<String> unreadOfBackup(String... catalog) {
    String text = TwoRegions.configText() + "[Catalog]\n" + String.join("\n", catalog) + "\n";
    Heard heard = new Heard();
    regions.job(ConfigReader.parse(text, "glue_config.conf"), heard).backup();
    return heard.of(Outcome.FAILED).stream().map(r -> r.key() + ": " + r.reason()).toList();
  }

  private void deny(String operation, int times) {
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", operation).times(times));
    regions.aws().calls().clear();
  }

  private long asked(String operation) {
    return regions.aws().calls().counts(e -> e.name().equals("glue:" + operation)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  @Test
  void aTableWhosePartitionStatisticsAreDeniedIsAskedForNoMoreAndToldOnce() {
    for (int n = 0; n < 40; n++) {
      source.partition("orders", "lake-us-east-1", "" + n, "2", "3");
    }
    source.partition("plain", "lake-us-east-1", "1", "2", "3");
    deny("GetColumnStatisticsForPartition", Integer.MAX_VALUE);
    assertThat(unreadOfBackup("include = ['partition_column_statistics']"))
        .hasSize(2)
        .anyMatch(text -> text.startsWith("partition_column_statistics sales.orders: AccessDenied"))
        .anyMatch(text -> text.startsWith("partition_column_statistics sales.plain: AccessDenied"));
    assertThat(asked("GetColumnStatisticsForPartition")).isLessThan(40);
  }

  @Test
  void aDatabaseThatIsDeniedThroughoutIsNamedAsAWholeAndItsRestIsNotAskedFor() {
    for (int n = 0; n < 120; n++) {
      source.table("t" + n).iceberg("i" + n);
    }
    deny("GetColumnStatisticsForTable", Integer.MAX_VALUE);
    deny("GetPartitionIndexes", Integer.MAX_VALUE);
    List<String> unread = unreadOfBackup();
    for (String kind : List.of("column_statistics", "partition_index")) {
      assertThat(unread)
          .filteredOn(text -> text.startsWith(kind))
          .hasSizeBetween(11, 60)
          .filteredOn(text -> text.startsWith(kind + " sales: AccessDeniedException for each of"))
          .hasSize(1);
    }
    assertThat(asked("GetColumnStatisticsForTable")).isLessThan(60);
    assertThat(asked("GetPartitionIndexes")).isLessThan(60);
  }

  @Test
  void aDatabaseThatIsDeniedThroughoutKeepsNoOtherFromBeingRead() {
    GlueClient glue = regions.source().glue();
    glue.createDatabase(r -> r.databaseInput(i -> i.name("closed")));
    for (int n = 0; n < 100; n++) {
      String table = "t" + n;
      glue.createTable(
          r ->
              r.databaseName("closed")
                  .tableInput(
                      t ->
                          t.name(table)
                              .parameters(Map.of("table_type", "ICEBERG"))
                              .storageDescriptor(
                                  s ->
                                      s.columns(
                                          List.of(
                                              Column.builder().name("id").type("int").build())))));
    }
    regions
        .aws()
        .account(TwoRegions.ACCOUNT)
        .role(
            "LFRestoreOnDemandGlueRole",
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"*","Resource":"*"},
              {"Effect":"Deny",
               "Action":["glue:GetColumnStatisticsForTable","glue:BatchGetTableOptimizer"],
               "Resource":"arn:aws:glue:*:*:table/closed/*"}]}""");
    regions.aws().calls().clear();

    List<String> unread = unreadOfBackup("include = ['column_statistics', 'table_optimizers']");

    for (String kind : List.of("column_statistics", "table_optimizer")) {
      assertThat(unread)
          .filteredOn(text -> text.startsWith(kind))
          .allMatch(text -> text.matches(kind + " closed.*: AccessDenied.*"));
    }
    assertThat(unread)
        .filteredOn(text -> text.startsWith("column_statistics"))
        .hasSizeBetween(11, 60)
        .filteredOn(
            text -> text.startsWith("column_statistics closed: AccessDeniedException for each of"))
        .hasSize(1);
    assertThat(asked("GetColumnStatisticsForTable")).isLessThan(80);
  }

  @Test
  void tablesThatAreDeniedAmongOthersAreNamedOneByOne() {
    for (int n = 0; n < 80; n++) {
      source.table("t" + n);
    }
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED,
            CallPattern.of("glue", "GetColumnStatisticsForTable").nth(40).times(20));
    assertThat(unreadOfBackup("include = ['column_statistics']"))
        .hasSize(20)
        .allMatch(text -> text.matches("column_statistics \\w+\\.\\w+: AccessDenied.*"));
  }

  private void failIndexes(String region, int builds) {
    regions.aws().catalog(TwoRegions.ACCOUNT, region).failIndexes(builds);
  }

  @Test
  void anIndexThatCouldNotBeBuiltIsNamedAndMadeAnew() {
    target.dropIndex("orders", "by day");
    failIndexes(TwoRegions.TARGET, 1);
    target.index("orders", "by day", "day");
    assertThat(target.indexes("orders")).contains("by day[day]FAILED");
    assertThat(texts(verify().differences()))
        .containsExactly(
            "updated partition_index sales.orders [by day]: its IndexStatus is \"FAILED\"");
    assertThat(
            texts(sync().differences()).stream()
                .filter(t -> t.contains("partition_index sales.orders [by day]:")))
        .hasSize(1);
    assertThat(target.indexes("orders"))
        .containsExactly("by day[day]ACTIVE", "by day hour[day, hour]ACTIVE");
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void anIndexThatCannotBeBuiltAgainFailsByName() {
    target.dropIndex("orders", "by day");
    failIndexes(TwoRegions.TARGET, 2);
    target.index("orders", "by day", "day");
    assertThat(sync().of(Outcome.FAILED))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.key()).hasToString("partition_index sales.orders [by day]");
              assertThat(result.reason())
                  .contains("AWS could not build it")
                  .contains("INTERNAL_ERROR");
            });
  }

  @Test
  void anIndexThatCouldNotBeBuiltInTheSourceEitherIsTheSame() {
    failIndexes(TwoRegions.SOURCE, 1);
    failIndexes(TwoRegions.TARGET, 1);
    source.index("plain", "bad", "day");
    assertThat(sync().of(Outcome.FAILED)).hasSize(1);
    assertThat(target.indexes("plain")).containsExactly("bad[day]FAILED");
    regions.aws().calls().clear();
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(regions.aws().calls().counts(e -> e.name().matches("glue:.*PartitionIndex")))
        .isEmpty();
  }

  @Test
  void anIndexInTheMakingIsTheSameAndOneThatIsGoingIsMissed() {
    regions
        .target()
        .glue()
        .deletePartitionIndex(r -> r.databaseName("sales").tableName("orders").indexName("by day"));
    assertThat(texts(verify().differences()))
        .containsExactly("created partition_index sales.orders [by day]");
    assertThat(target.indexes("orders")).contains("by day[day]DELETING");
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(target.indexes("orders")).contains("by day[day]ACTIVE");

    target.dropIndex("orders", "by day");
    regions
        .target()
        .glue()
        .createPartitionIndex(
            r ->
                r.databaseName("sales")
                    .tableName("orders")
                    .partitionIndex(i -> i.indexName("by day").keys("day")));
    assertThat(verify().differences()).isEmpty();
    assertThat(target.indexes("orders")).contains("by day[day]CREATING");
  }

  @Test
  void anotherIndexOfTheSameNameIsWaitedForEvenInTheMaking() {
    target.dropIndex("orders", "by day");
    regions
        .target()
        .glue()
        .createPartitionIndex(
            r ->
                r.databaseName("sales")
                    .tableName("orders")
                    .partitionIndex(i -> i.indexName("by day").keys("zone")));
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(target.indexes("orders"))
        .containsExactly("by day[day]ACTIVE", "by day hour[day, hour]ACTIVE");
  }

  @Test
  void anOptimizerThatTheTargetEnabledStaysSoAndItsSettingsFollowTheSource() {
    target.changeRetention("ice", 5, true);
    assertThat(verify().differences()).isEmpty();

    source.changeRetention("ice", 9, true);
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(target.optimizers("ice")).containsExactly("retention 9 true");

    target.changeRetention("ice", 4, false);
    assertThat(texts(verify().differences()))
        .containsExactly(
            "updated table_optimizer sales.ice [retention]: configuration.retentionConfiguration.icebergConfiguration.snapshotRetentionPeriodInDays is 4 instead of 9");
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(target.optimizers("ice")).containsExactly("retention 9 false");
  }

  @Test
  void aLostOptimizerIsNamedAndMadeDisabledAndTheTargetsOwnStays() {
    target.dropRetention("ice").compaction("ice");
    assertThat(texts(verify().differences()))
        .containsExactly(
            "created table_optimizer sales.ice [retention]",
            "deleted table_optimizer sales.ice [compaction]");
    assertThat(sync(DELETE).of(Outcome.FAILED)).isEmpty();
    assertThat(target.optimizers("ice")).containsExactly("retention 5 false");
    assertThat(texts(verify(DELETE).differences()))
        .containsExactly("deleted table_optimizer sales.ice [compaction]");
  }

  /** A database whose tags could be missed is the target's to be tagged anew. */
  @Test
  void tagsOfADatabaseWhoseCreationGotNoAnswerAreSet() {
    new Lake(regions.source()).database("late");
    source.tag("late", Map.of("team", "b"));
    regions.aws().faults().inject(Fault.LOST_ANSWER, CallPattern.of("glue", "CreateDatabase"));
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.counts()).containsEntry("database_tags created", 1L);
    assertThat(target.tags("late")).isEqualTo(Map.of("team", "b"));
  }
}
