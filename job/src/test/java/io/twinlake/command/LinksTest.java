package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.source.GlueSource;
import io.twinlake.standin.CallLog;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glue.model.DatabaseIdentifier;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableIdentifier;

/** Where resource links lead in the target, and that nobody goes through them (aws-facts 10). */
class LinksTest {
  private final TwoRegions regions = new TwoRegions();
  private final Lake source = new Lake(regions.source());

  @BeforeEach
  void fillTheSource() {
    regions.buckets();
    source.database("sales").table("sales", "orders", "id").days("sales", "visits", "d1", "d2");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @ParameterizedTest
  @CsvSource({
    "111122223333, us-east-1,  orders, ap-south-1",
    "111122223333, ,           visits, ",
    "            , us-east-1,  orders, ap-south-1",
    "111122223333, eu-west-1,  orders, eu-west-1",
    "444455556666, us-east-1,  orders, us-east-1",
    "444455556666, ,           orders, ",
    "111122223333, us-east-1,  gone,   ap-south-1",
  })
  void tableLinksLeadToTheTargetsTablesAndOthersWhereTheyLed(
      @Nullable String account, @Nullable String region, String table, @Nullable String expected) {
    tableLink("link", account, "sales", table, region);
    syncTwice();
    assertThat(new GlueSource(regions.target()).tables("sales"))
        .toIterable()
        .filteredOn(found -> found.key().name().equals("link"))
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.definition().path("TargetTable").path("Region").textValue())
                  .isEqualTo(expected);
              assertThat(link.definition().path("TargetTable").path("CatalogId").textValue())
                  .isEqualTo(account);
            });
  }

  /** AWS answers with what the link leads to, under the link's name. */
  @Test
  void aLinkIsKnownByItsNameAndWhereItLeadsAlone() {
    tableLink("link", "111122223333", "sales", "orders", "us-east-1");
    databaseLink("door", "111122223333", "sales", "us-east-1");
    GlueSource glue = new GlueSource(regions.source());
    assertThat(glue.tables("sales"))
        .toIterable()
        .filteredOn(found -> found.key().name().equals("link"))
        .singleElement()
        .extracting(link -> ImmutableList.copyOf(link.definition().fieldNames()))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrder("Name", "DatabaseName", "TargetTable");
    assertThat(glue.databases())
        .toIterable()
        .filteredOn(found -> found.key().database().equals("door"))
        .singleElement()
        .extracting(link -> ImmutableList.copyOf(link.definition().fieldNames()))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrder("Name", "TargetDatabase");
  }

  @ParameterizedTest
  @CsvSource({
    "111122223333, us-east-1,  sales, ap-south-1",
    "111122223333, ,           sales, ",
    "444455556666, us-east-1,  sales, us-east-1",
    "111122223333, eu-west-1,  sales, eu-west-1",
    "111122223333, us-east-1,  gone,  ap-south-1",
  })
  void databaseLinksDoLikewise(
      String account, @Nullable String region, String database, @Nullable String expected) {
    databaseLink("link", account, database, region);
    syncTwice();
    assertThat(new GlueSource(regions.target()).databases())
        .toIterable()
        .filteredOn(found -> found.key().database().equals("link"))
        .singleElement()
        .satisfies(
            link ->
                assertThat(link.definition().path("TargetDatabase").path("Region").textValue())
                    .isEqualTo(expected));
  }

  @Test
  void aLinkThatLeadsElsewhereIsMadeAnewAndWhatItLedToStaysAsItWas() {
    tableLink("link", TwoRegions.ACCOUNT, "sales", "orders", null);
    databaseLink("shop", TwoRegions.ACCOUNT, "sales", null);
    sync();
    source.database("more").dropTable("sales", "link").dropDatabase("shop");
    tableLink("link", TwoRegions.ACCOUNT, "sales", "visits", null);
    databaseLink("shop", TwoRegions.ACCOUNT, "more", null);
    regions.aws().calls().clear();

    assertThat(sync().of(Outcome.FAILED)).isEmpty();

    assertThat(regions.aws().calls().counts(e -> e.name().equals("glue:UpdateTable"))).isEmpty();
    assertThat(regions.aws().calls().all())
        .filteredOn(entry -> entry.name().equals("glue:UpdateDatabase"))
        .extracting(CallLog.Entry::subject)
        .as("databases are closed and opened")
        .contains("more")
        .doesNotContain("shop");
    assertThat(table("link").targetTable().name()).isEqualTo("visits");
    assertThat(regions.target().glue().getDatabase(r -> r.name("shop")).database().targetDatabase())
        .extracting(DatabaseIdentifier::databaseName)
        .isEqualTo("more");
    assertThat(new Lake(regions.target()).objects())
        .contains("sales.orders", "sales.visits [d1]", "sales.visits [d2]");
  }

  @Test
  void nothingIsReadOrWrittenThroughALink() {
    databaseLink("shop", TwoRegions.ACCOUNT, "sales", null);
    tableLink("link", TwoRegions.ACCOUNT, "sales", "visits", null);
    regions.aws().calls().clear();
    syncTwice();
    assertThat(regions.aws().calls().all())
        .filteredOn(entry -> entry.name().matches("glue:(GetTables|\\w*Partitions?)"))
        .extracting(CallLog.Entry::subject)
        .isNotEmpty()
        .noneMatch(subject -> subject.contains("shop") || subject.contains("link"));
  }

  @Test
  void aLinkToItselfIsNamedAndTheRestIsRestored() {
    tableLink("self", TwoRegions.ACCOUNT, "sales", "self", null);
    databaseLink("ring", TwoRegions.ACCOUNT, "ring", "us-east-1");
    Heard run = sync();
    assertThat(run.of(Outcome.FAILED))
        .allMatch(result -> result.reason().startsWith("it leads to itself"))
        .extracting(result -> result.key())
        .containsExactlyInAnyOrder(ObjectKey.table("sales", "self"), ObjectKey.database("ring"));
    assertThat(new Lake(regions.target()).objects())
        .isEqualTo(
            Set.of(
                "sales", "sales.orders", "sales.visits", "sales.visits [d1]", "sales.visits [d2]"));
  }

  @Test
  void aLinkToALinkIsRestoredOrNamed() {
    tableLink("first", TwoRegions.ACCOUNT, "sales", "second", null);
    tableLink("second", TwoRegions.ACCOUNT, "sales", "orders", null);
    Heard run = sync();
    assertThat(run.of(Outcome.FAILED))
        .allMatch(result -> result.key().equals(ObjectKey.table("sales", "first")));
    assertThat(table("second").targetTable().name()).isEqualTo("orders");
  }

  private Table table(String name) {
    return regions.target().glue().getTable(r -> r.databaseName("sales").name(name)).table();
  }

  private Heard sync() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).sync();
    return heard;
  }

  private void syncTwice() {
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.differences()).isEmpty();
    regions.aws().calls().clear();
    sync();
    assertThat(
            regions.aws().calls().counts(e -> e.call().isWrite() && e.name().startsWith("glue:")))
        .isEmpty();
  }

  private void tableLink(
      String name,
      @Nullable String account,
      String database,
      String table,
      @Nullable String region) {
    TableIdentifier target =
        TableIdentifier.builder()
            .catalogId(account)
            .databaseName(database)
            .name(table)
            .region(region)
            .build();
    regions
        .source()
        .glue()
        .createTable(
            r -> r.databaseName("sales").tableInput(t -> t.name(name).targetTable(target)));
  }

  private void databaseLink(String name, String account, String database, @Nullable String region) {
    DatabaseIdentifier target =
        DatabaseIdentifier.builder()
            .catalogId(account)
            .databaseName(database)
            .region(region)
            .build();
    regions
        .source()
        .glue()
        .createDatabase(r -> r.databaseInput(d -> d.name(name).targetDatabase(target)));
  }
}
