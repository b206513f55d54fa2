package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import io.twinlake.standin.lakeformation.Quota;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data cells filters come back as they were. */
class FiltersTest {
  private final TwoRegions regions = new TwoRegions();
  private final RowLake source = new RowLake(regions.source());
  private final RowLake target = new RowLake(regions.target());

  @BeforeEach
  void fill() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    new Lake(regions.source())
        .database("sales")
        .table("sales", "orders", "id", "region", "price")
        .table("sales", "more", "id");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private Heard sync(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).sync();
    return heard;
  }

  private Heard verify() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).verify(Selection.LATEST);
    return heard;
  }

  private void assertSame() {
    assertThat(target.filters()).isEqualTo(source.filters());
    assertThat(verify().differences()).isEmpty();
    regions.aws().calls().clear();
    regions.job(TwoRegions.config(), new Heard()).restore(Selection.LATEST);
    assertThat(regions.aws().calls().counts(e -> e.name().endsWith("DataCellsFilter")))
        .containsOnlyKeys("lakeformation:ListDataCellsFilter");
  }

  private void everyState() {
    source
        .filter("orders", "expression", RowLake.rows("region = 'EU'"))
        .filter("orders", "literal", RowLake.rows("TRUE"))
        .filter(
            "orders",
            "all",
            f -> f.rowFilter(r -> r.allRowsWildcard(a -> {})).columnNames("region", "id"))
        .filter(
            "orders",
            "excluding",
            f ->
                f.rowFilter(r -> r.filterExpression("price > 1"))
                    .columnWildcard(w -> w.excludedColumnNames("price", "id")))
        .filter(
            "more",
            "nothing excluded",
            f ->
                f.rowFilter(r -> r.allRowsWildcard(a -> {}))
                    .columnWildcard(w -> w.excludedColumnNames()));
  }

  @Test
  void restoresEveryStateWithOneCallEach() {
    everyState();
    regions.aws().calls().clear();
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.counts()).containsEntry("data_cells_filter created", 5L);
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .containsEntry("lakeformation:CreateDataCellsFilter", 5L)
        .containsEntry("lakeformation:ListDataCellsFilter", 1L)
        .doesNotContainKey("lakeformation:GetDataCellsFilter");
    assertThat(target.filters()).usingRecursiveComparison().isEqualTo(source.filters());
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void updatesInPlaceAndSaysOldAndNewExpression() {
    source.filter("orders", "eu", RowLake.rows("region = 'EU'"));
    sync();
    target.changeFilter("orders", "eu", RowLake.rows("region IS NOT NULL"));
    assertThat(verify().differences())
        .singleElement()
        .extracting(ObjectResult::toString)
        .asString()
        .contains("sales.orders", "eu", "region IS NOT NULL", "instead of", "region = 'EU'");
    Heard heard = sync();
    assertThat(heard.counts()).containsEntry("data_cells_filter updated", 1L);
    assertSame();
  }

  @Test
  void namesAMissingFilter() {
    source.filter("orders", "eu", RowLake.rows("region = 'EU'"));
    sync();
    target.dropFilter("orders", "eu");
    assertThat(verify().of(Outcome.CREATED))
        .extracting(result -> result.key().toString())
        .containsExactly("data_cells_filter sales.orders [eu]");
  }

  @Test
  void deletesWhatIsGoneFromTheSourceWhenAskedAndNothingOfTheTargetsOwn() {
    source
        .filter("orders", "eu", RowLake.rows("region = 'EU'"))
        .filter("orders", "us", RowLake.rows("region = 'US'"));
    sync();
    target.filter("orders", "own", RowLake.rows("id = 'x'"));
    source.dropFilter("orders", "us");
    assertThat(sync().counts()).doesNotContainKey("data_cells_filter deleted");
    assertThat(target.filters()).hasSize(3);
    source.dropFilter("orders", "eu");
    Heard heard = sync("delete_target_catalog_objects = True");
    assertThat(heard.counts()).containsEntry("data_cells_filter deleted", 1L);
    assertThat(target.filters()).extracting(f -> f.name()).containsExactly("own", "us");
  }

  @Test
  void asksOnceATableForMoreFiltersThanItTakes() {
    for (int i = 0; i < 5; i++) {
      source.filter("orders", "f" + i, RowLake.rows("id = '" + i + "'"));
    }
    source.filter("more", "f", RowLake.rows("true"));
    regions
        .aws()
        .lakeFormation(TwoRegions.ACCOUNT, TwoRegions.TARGET)
        .quota(Quota.FILTERS_PER_TABLE, 2);
    regions.aws().calls().clear();
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED))
        .hasSize(3)
        .allMatch(result -> result.reason().startsWith("ResourceNumberLimitExceededException"));
    assertThat(target.filters()).hasSize(3);
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .containsEntry("lakeformation:CreateDataCellsFilter", 4L);
  }

  @Test
  void skipsAFilterWhoseTableCouldNotBeRestored() {
    source.filter("orders", "eu", RowLake.rows("region = 'EU'"));
    new Lake(regions.target()).database("sales").tableLink("sales", "orders", "more");
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "CreateTable").always());
    Heard heard = sync();
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().kind().name().equals("data_cells_filter"))
        .singleElement()
        .extracting(ObjectResult::reason)
        .isEqualTo("table sales.orders could not be restored");
    assertThat(target.filters()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "KILLED", "LOST_ANSWER", "CONCURRENT_MODIFICATION"})
  void aFaultAtAnyWriteConverges(Fault fault) {
    everyState();
    sync();
    for (int n = 1; n <= 2; n++) {
      target.dropFilter("orders", "all");
      target.changeFilter("orders", "expression", RowLake.rows("region IS NOT NULL"));
      for (String operation : new String[] {"CreateDataCellsFilter", "UpdateDataCellsFilter"}) {
        CallPattern pattern = CallPattern.of("lakeformation", operation);
        regions.aws().faults().inject(fault, n == 1 ? pattern.nth(1) : pattern.times(10));
      }
      sync();
      regions.aws().faults().clear();
      sync();
      assertSame();
    }
  }
}
