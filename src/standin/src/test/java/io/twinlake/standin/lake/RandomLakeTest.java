package io.twinlake.standin.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.standin.StandIn;
import io.twinlake.standin.wire.PojoJson;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomLakeTest {
  private static final String ACCOUNT = "111122223333";

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void isTheSameForTheSameSeedAndDriftsTheSameWay(long seed) {
    List<String> once = filledAndDrifted(seed);
    assertThat(once).isNotEmpty().isEqualTo(filledAndDrifted(seed));
  }

  private static List<String> filledAndDrifted(long seed) {
    try (StandIn aws = StandIn.builder().start();
        LakeClients clients =
            LakeClients.of(aws.endpoint(), Staff.in(aws.account(ACCOUNT)), ACCOUNT, "us-east-1")) {
      RandomLake.of(seed).fill(clients);
      List<String> filled = state(clients);
      RandomLake.drift(seed, clients);
      return Stream.concat(filled.stream(), state(clients).stream()).toList();
    }
  }

  private static List<String> state(LakeClients clients) {
    List<String> databases =
        clients.glue().getDatabasesPaginator(r -> {}).stream()
            .flatMap(page -> page.databaseList().stream())
            .map(each -> each.toBuilder().createTime(null).build())
            .map(each -> PojoJson.encode(each).toString())
            .toList();
    List<String> grants =
        clients.lakeFormation().listPermissionsPaginator(r -> {}).stream()
            .flatMap(page -> page.principalResourcePermissions().stream())
            .map(each -> each.toBuilder().lastUpdated(null).build())
            .map(each -> PojoJson.encode(each).toString())
            .toList();
    return Stream.concat(databases.stream(), grants.stream()).toList();
  }
}
