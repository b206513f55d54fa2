package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.GetDatabasesRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesResponse;

class PagingTest extends CatalogTest {
  @Test
  void awkwardPagesAreShortEmptyAndFullInTurn() {
    databases(25);
    assertThat(sizes(10)).containsExactly(5, 0, 10, 5, 0, 5);
  }

  @Test
  void fullPagesAreAsLargeAsAsked() {
    service.paging(Paging.FULL);
    databases(25);
    assertThat(sizes(10)).containsExactly(10, 10, 5);
    assertThat(sizes(100)).containsExactly(25);
  }

  @Test
  void evenAShortListTakesMoreThanOnePage() {
    databases(2);
    assertThat(sizes(100)).containsExactly(1, 0, 1);
  }

  @Test
  void anEmptyListIsOnePageWithoutAToken() {
    assertThat(sizes(100)).containsExactly(0);
  }

  @Test
  void pagesMissAndRepeatNothing() {
    databases(123);
    List<String> names =
        glue.getDatabasesPaginator(r -> r.maxResults(7)).stream()
            .flatMap(page -> page.databaseList().stream())
            .map(Database::name)
            .toList();
    assertThat(names).hasSize(123).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void aListingGoesOnWhereItWasWhenItsLastItemIsDeleted() {
    service.paging(Paging.FULL);
    databases(4);
    String token = glue.getDatabases(r -> r.maxResults(2)).nextToken();
    glue.deleteDatabase(r -> r.name("d001"));
    assertThat(glue.getDatabases(r -> r.maxResults(2).nextToken(token)).databaseList())
        .extracting(Database::name)
        .containsExactly("d002", "d003");
  }

  @Test
  void aTokenIsGoodForItsOwnListingOnly() {
    databases(4);
    table("d000", "a");
    table("d000", "b");
    String token = glue.getTables(r -> r.databaseName("d000")).nextToken();
    assertRefused(
        "InvalidInputException",
        () -> glue.getTables(r -> r.databaseName("d001").nextToken(token)));
    assertRefused("InvalidInputException", () -> glue.getDatabases(r -> r.nextToken(token)));
    assertRefused("InvalidInputException", () -> glue.getDatabases(r -> r.nextToken("made up")));
  }

  @Test
  void pagesHaveAGreatestSize() {
    assertRefused("ValidationException", () -> glue.getDatabases(r -> r.maxResults(101)))
        .contains("'maxResults'", "Member must have value less than or equal to 100");
    assertRefused("ValidationException", () -> glue.getDatabases(r -> r.maxResults(0)));
    assertRefused(
        "ValidationException", () -> glue.getTables(r -> r.databaseName("d").maxResults(101)));
    assertRefused(
        "ValidationException",
        () -> glue.getPartitions(r -> r.databaseName("d").tableName("t").maxResults(1001)));
  }

  @Test
  void withoutMaxResultsAPageHoldsWhatAwsAllows() {
    service.paging(Paging.FULL);
    databases(150);
    assertThat(glue.getDatabases(r -> {}).databaseList()).hasSize(100);
  }

  private void databases(int count) {
    for (int i = 0; i < count; i++) {
      database(String.format("d%03d", i));
    }
  }

  private List<Integer> sizes(int most) {
    List<Integer> sizes = new ArrayList<>();
    GetDatabasesRequest request = GetDatabasesRequest.builder().maxResults(most).build();
    while (true) {
      GetDatabasesResponse page = glue.getDatabases(request);
      sizes.add(page.databaseList().size());
      if (page.nextToken() == null) {
        return sizes;
      }
      request = request.toBuilder().nextToken(page.nextToken()).build();
    }
  }
}
