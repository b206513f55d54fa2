package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** One thing of the target changes, and verify names it and nothing else. */
class VerifyNamesTest {
  private static final String ANALYST = "arn:aws:iam::" + TwoRegions.ACCOUNT + ":role/Analyst";
  private static final String AUDITOR = "arn:aws:iam::" + TwoRegions.ACCOUNT + ":role/Auditor";
  private static final String EVERYONE = "IAM_ALLOWED_PRINCIPALS";
  private static final Resource ORDERS = Lake.onTable("sales", "orders");
  private static final Resource MORE = Lake.onTable("sales", "more");
  private static final Resource POLICY = TaggedLake.policy("team=a");

  private final TwoRegions regions = new TwoRegions();
  @TempDir Path folder;

  /** The target, as its owner changes it. */
  private record Owner(Lake lake, TaggedLake tags, RowLake rows, DetailedLake details) {
    static Owner of(TwoRegions regions) {
      return new Owner(
          new Lake(regions.target()),
          new TaggedLake(regions.target()),
          new RowLake(regions.target()),
          new DetailedLake(regions.target()));
    }
  }

  @BeforeEach
  void restore() throws IOException {
    Files.writeString(folder.resolve("glue_config.conf"), TwoRegions.configText());
    regions.buckets();
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/Auditor");
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    new Lake(regions.source())
        .database("sales")
        .table("sales", "orders", "id", "region")
        .table("sales", "more", "id")
        .grant(ANALYST, Permission.SELECT, ORDERS);
    regions
        .source()
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(ANALYST))
                    .resource(MORE)
                    .permissions(Permission.SELECT)
                    .permissionsWithGrantOption(Permission.SELECT));
    regions
        .source()
        .lakeFormation()
        .createLakeFormationOptIn(r -> r.principal(TwoRegions.principal(ANALYST)).resource(ORDERS));
    new TaggedLake(regions.source())
        .tag("team", "a", "b")
        .assign("sales", "team=a")
        .grant(ANALYST, POLICY);
    new RowLake(regions.source())
        .filter("more", "eu", RowLake.rows("id = 'EU'"))
        .policy("mine", "region = 'EU'", "region")
        .attach("mine", ORDERS, RowLake.to(ANALYST));
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/Optimizer");
    new DetailedLake(regions.source())
        .table("days", "day")
        .statistics("days", "id", 10)
        .partition("days", "lake-us-east-1", "1", "2", "3")
        .iceberg("ice")
        .retention("ice", 5)
        .tag("sales", Map.of("cost", "a"));
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.SKIPPED)).isEmpty();
  }

  @AfterEach
  void close() {
    regions.close();
  }

  /**
   * @param title of the list that verify prints
   * @param line the only one in it
   */
  private static Arguments when(String what, Consumer<Owner> change, String title, String line) {
    return Arguments.of(what, change, title, line);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        when(
            "a filter is missing",
            o -> o.rows().dropFilter("more", "eu"),
            "Missing (1)",
            "data_cells_filter sales.more [eu]"),
        when(
            "a filter shows more rows",
            o -> o.rows().changeFilter("more", "eu", RowLake.rows("id IS NOT NULL")),
            "Differs (1)",
            "data_cells_filter sales.more [eu]: RowFilter.FilterExpression is \"id IS NOT NULL\" instead of \"id = 'EU'\""),
        when(
            "somebody was granted something",
            o -> o.lake().grant(AUDITOR, Permission.SELECT, ORDERS),
            "Extra (1)",
            "grant to " + AUDITOR + " on table sales.orders: SELECT"),
        when(
            "a grant option is lost",
            VerifyNamesTest::withoutOption,
            "Differs (1)",
            "grant to " + ANALYST + " on table sales.more: SELECT (may grant SELECT)"),
        when(
            "a database is tagged otherwise",
            o -> o.tags().assign("sales", "team=b"),
            "Differs (1)",
            "lf_tag_assignment sales: tags.team is \"b\" instead of \"a\""),
        when(
            "a tag has one more value",
            o -> o.tags().addValues("team", "c"),
            "Differs (1)",
            "lf_tag team: value c is not in the source"),
        when(
            "a tag lacks a value",
            o -> o.tags().dropValues("team", "b"),
            "Differs (1)",
            "lf_tag team: value b is missing"),
        when(
            "Lake Formation is off for a table",
            o -> o.lake().grant(EVERYONE, Permission.ALL, MORE),
            "Extra (1)",
            "grant to IAM_ALLOWED_PRINCIPALS on table sales.more: ALL"),
        when(
            "a row policy is detached",
            o -> o.rows().detach("mine", ORDERS, r -> r.principal(TwoRegions.principal(ANALYST))),
            "Missing (1)",
            "rls_policy_attachment of mine on table sales.orders to " + ANALYST),
        when(
            "a row policy shows more rows",
            o -> o.rows().changePolicy("mine", "region IS NOT NULL"),
            "Differs (1)",
            "rls_policy mine: FilterExpression is \"region IS NOT NULL\" instead of \"region = 'EU'\""),
        when(
            "a tag policy's grant is missing",
            o -> o.lake().revoke(ANALYST, Permission.DESCRIBE, POLICY),
            "Missing (1)",
            "grant to " + ANALYST + " on tag policy team=a on tables: DESCRIBE"),
        when(
            "an opt-in is missing",
            VerifyNamesTest::withoutOptIn,
            "Missing (1)",
            "opt_in to " + ANALYST + " on table sales.orders"),
        when(
            "a column has another type",
            o -> o.details().changeType("ice", "string"),
            "Differs (1)",
            "table sales.ice: StorageDescriptor.Columns[0].Type is \"string\" instead of \"bigint\""),
        when(
            "an index is lost",
            o -> o.details().dropIndex("days", "by day"),
            "Missing (1)",
            "partition_index sales.days [by day]"),
        when(
            "an index is the target's own",
            o -> o.details().index("days", "mine", "zone"),
            "Extra (1)",
            "partition_index sales.days [mine]"),
        when(
            "a statistic is stale",
            o -> o.details().statistics("days", "id", 11),
            "Differs (1)",
            "column_statistics sales.days [id]: StatisticsData.LongColumnStatisticsData.NumberOfDistinctValues is 11 instead of 10"),
        when(
            "a partition points at the old bucket",
            o -> o.details().move("days", "lake-us-east-1", "1", "2", "3"),
            "Differs (1)",
            "partition sales.days [1, 2, 3]: its location is not \"s3://lake-ap-south-1/1\""),
        when(
            "a tag of a database is the target's own",
            o -> o.details().tag("sales", Map.of("mine", "x")),
            "Differs (1)",
            "database_tags sales: mine is the target's own"),
        when(
            "an optimizer is the target's own",
            o -> o.details().compaction("ice"),
            "Extra (1)",
            "table_optimizer sales.ice [compaction]"));
  }

  private static void withoutOption(Owner owner) {
    owner
        .lake()
        .region()
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(TwoRegions.principal(ANALYST))
                    .resource(MORE)
                    .permissions(Permission.SELECT)
                    .permissionsWithGrantOption(Permission.SELECT));
    owner.lake().grant(ANALYST, Permission.SELECT, MORE);
  }

  private static void withoutOptIn(Owner owner) {
    owner
        .lake()
        .region()
        .lakeFormation()
        .deleteLakeFormationOptIn(r -> r.principal(TwoRegions.principal(ANALYST)).resource(ORDERS));
  }

  private CommandLine.Ended verify() {
    return CommandLine.asJob(regions)
        .run("verify", "--config", folder.resolve("glue_config.conf").toString());
  }

  @Test
  void nothingIsNamedAfterARestore() {
    CommandLine.Ended ended = verify();
    assertThat(ended.out()).contains("Verify: 0 missing, 0 differs, 0 extra");
    assertThat(ended.code()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void oneChangeIsNamedAndNothingElse(
      String what, Consumer<Owner> change, String title, String line) {
    change.accept(Owner.of(regions));
    CommandLine.Ended ended = verify();
    assertThat(listed(ended.out())).as(what).containsExactly(title, "  " + line);
    assertThat(ended.code()).isEqualTo(4);
  }

  /** The lists of what differs with their titles, between the table and the notes. */
  private static List<String> listed(String out) {
    return out.lines()
        .dropWhile(line -> !line.isEmpty())
        .takeWhile(line -> !line.equals("Notes"))
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
