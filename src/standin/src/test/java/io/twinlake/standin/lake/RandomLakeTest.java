package io.twinlake.standin.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.standin.CallLog;
import io.twinlake.standin.StandIn;
import io.twinlake.standin.wire.PojoJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomLakeTest {
  private static final String ACCOUNT = "111122223333";
  private static final long SEEDS = 120;

  private final Set<String> states = new TreeSet<>();
  private final Set<String> written = new TreeSet<>();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void isTheSameForTheSameSeedAndDriftsTheSameWay(long seed) {
    List<String> once = filledAndDrifted(seed);
    assertThat(once).isNotEmpty().isEqualTo(filledAndDrifted(seed));
  }

  private static List<String> filledAndDrifted(long seed) {
    List<String> said = new ArrayList<>();
    inRegion(
        (aws, clients) -> {
          RandomLake.of(seed).fill(clients);
          said.addAll(state(clients));
          RandomLake.drift(seed, clients);
          said.addAll(state(clients));
          aws.calls().all().forEach(entry -> said.add(entry.name()));
        });
    return said;
  }

  private static List<String> state(LakeClients clients) {
    Present present = new Present(new RandomWords(new Random(0), clients.region()), clients);
    return Stream.<Stream<? extends SdkPojo>>of(
            present.databases().map(each -> each.toBuilder().createTime(null).build()),
            present.rows().map(each -> each.toBuilder().lastUpdated(null).build()),
            present.optIns().map(each -> each.toBuilder().lastModified(null).build()),
            present.tags(),
            present.expressions(),
            present.filters().map(each -> each.toBuilder().versionId(null).build()),
            present.rowPolicies(),
            present.attachments())
        .flatMap(each -> each)
        .map(each -> PojoJson.encode(each).toString())
        .toList();
  }

  @BeforeAll
  void fillAndDrift() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomLake lake = RandomLake.of(seed);
      long drift = seed;
      inRegion(
          (aws, clients) -> {
            lake.fill(clients);
            assertAccepted(aws);
            states.addAll(LakeStates.of(clients));
            aws.calls().clear();
            RandomLake.drift(drift, clients);
            written.addAll(writes(aws));
          });
    }
  }

  private static List<String> writes(StandIn aws) {
    return aws.calls().all().stream()
        .filter(entry -> entry.call().isWrite())
        .map(CallLog.Entry::name)
        .toList();
  }

  @Test
  void holdsEveryKindInEveryState() {
    assertThat(states)
        .containsExactlyElementsOf(
            new TreeSet<>(
                """
                Identity Center with filtering false
                Identity Center with filtering true
                Identity Center with integrations false
                Identity Center with integrations true
                attachment to TABLE policy by name for a principal
                attachment to TABLE policy by name for a principal by default
                attachment to TABLE policy by name for a principal under a condition
                attachment to TABLE policy by name for everybody by default
                attachment to TABLE policy by terms for a principal
                attachment to TABLE policy by terms for a principal by default
                attachment to TABLE policy by terms for a principal under a condition
                attachment to TABLE policy by terms for everybody by default
                attachment to table for a principal
                attachment to table for a principal by default
                attachment to table for a principal under a condition
                attachment to table for everybody by default
                column with a tag that is inherited too
                column with a tag that is new
                column with a tag that is overriding
                column with tags of its own
                columns with different tags
                columns with the same tags
                database with a tag
                database with no tag
                expression of terms: 1
                expression of terms: 2
                expression of terms: 3
                expression with a description
                expression with no description
                expressions
                filter held by nobody
                filter held by some
                filter of all rows, all columns
                filter of all rows, excluded columns
                filter of all rows, named columns
                filter of some rows, all columns
                filter of some rows, excluded columns
                filter of some rows, named columns
                filters
                grant on Catalog
                grant on Catalog with the grant option
                grant on DATABASE policy by name
                grant on DATABASE policy by name with the grant option
                grant on DATABASE policy by terms
                grant on DATABASE policy by terms with the grant option
                grant on DataCellsFilter
                grant on DataCellsFilter under a condition
                grant on DataCellsFilter with the grant option
                grant on DataLocation
                grant on DataLocation with the grant option
                grant on Database
                grant on Database under a condition
                grant on Database with the grant option
                grant on LFTagExpression
                grant on LFTagExpression with the grant option
                grant on RLSPolicy
                grant on RLSPolicy with the grant option
                grant on TABLE policy by name
                grant on TABLE policy by name with the grant option
                grant on TABLE policy by terms
                grant on TABLE policy by terms with the grant option
                grant on a table beside some of its columns
                grant on all columns
                grant on all columns under a condition
                grant on all columns with the grant option
                grant on all tables
                grant on all tables with the grant option
                grant on every tag value
                grant on every tag value with the grant option
                grant on excluded columns
                grant on excluded columns under a condition
                grant on named columns
                grant on named columns under a condition
                grant on named columns with the grant option
                grant on some tag values
                grant on some tag values with the grant option
                grant on table
                grant on table under a condition
                grant on table with the grant option
                grant to IAM_ALLOWED_PRINCIPALS
                grant to account:IAMPrincipals
                grant to iam role
                grant to iam saml-provider/Corporate:group
                grant to iam saml-provider/Corporate:user
                grant to iam user
                grant to identitystore group
                grant to identitystore user
                grant to quicksight group/default
                grant to sts federated-user
                location federated false
                location federated true
                location hybrid false
                location hybrid true
                location of a role
                location of the service-linked role
                location privileged false
                location privileged true
                location with owner false
                location with owner true
                location without a role
                no Identity Center
                no expressions
                no filters
                no locations
                no row policies
                no tags
                opt-in to Catalog
                opt-in to Database
                opt-in to all tables
                opt-in to table
                opt-in under a condition
                opt-in under no condition
                row policies
                row policy attached to nothing
                row policy column with type false
                row policy column with type true
                row policy of columns: 1
                row policy of columns: 2
                table with a tag that is inherited too
                table with a tag that is new
                table with a tag that is overriding
                table with no tag of its own
                table with tags of its own
                tag of few
                tag of more values than a call
                tags
                """
                    .lines()
                    .toList()));
  }

  @Test
  void driftsInEveryWay() {
    assertThat(written)
        .containsExactlyElementsOf(
            new TreeSet<>(
                """
                glue:BatchCreatePartition
                glue:CreateCrawler
                glue:CreateDataQualityRuleset
                glue:CreateDatabase
                glue:CreatePartitionIndex
                glue:CreateTable
                glue:CreateTableOptimizer
                glue:CreateUserDefinedFunction
                glue:DeleteColumnStatisticsForTable
                glue:DeleteDatabase
                glue:DeletePartition
                glue:DeletePartitionIndex
                glue:DeleteTable
                glue:DeleteTableOptimizer
                glue:DeleteUserDefinedFunction
                glue:PutResourcePolicy
                glue:TagResource
                glue:UntagResource
                glue:UpdateColumnStatisticsForTable
                glue:UpdateDatabase
                glue:UpdatePartition
                glue:UpdateTable
                glue:UpdateTableOptimizer
                glue:UpdateUserDefinedFunction
                lakeformation:AddLFTagsToResource
                lakeformation:AttachRLSPolicy
                lakeformation:BatchGrantPermissions
                lakeformation:BatchRevokePermissions
                lakeformation:CreateDataCellsFilter
                lakeformation:CreateLFTag
                lakeformation:CreateLFTagExpression
                lakeformation:CreateLakeFormationOptIn
                lakeformation:CreateRLSPolicy
                lakeformation:DeleteDataCellsFilter
                lakeformation:DeleteLFTag
                lakeformation:DeleteLFTagExpression
                lakeformation:DeleteLakeFormationOptIn
                lakeformation:DeleteRLSPolicy
                lakeformation:DetachRLSPolicy
                lakeformation:PutDataLakeSettings
                lakeformation:RemoveLFTagsFromResource
                lakeformation:UpdateDataCellsFilter
                lakeformation:UpdateLFTag
                lakeformation:UpdateLFTagExpression
                lakeformation:UpdateRLSPolicy
                """
                    .lines()
                    .toList()));
  }

  private static void inRegion(BiConsumer<StandIn, LakeClients> use) {
    try (StandIn aws = StandIn.builder().start();
        LakeClients clients =
            LakeClients.of(aws.endpoint(), Staff.in(aws.account(ACCOUNT)), ACCOUNT, "us-east-1")) {
      use.accept(aws, clients);
      assertAccepted(aws);
    }
  }

  private static void assertAccepted(StandIn aws) {
    assertThat(aws.calls().all()).extracting(CallLog.Entry::error).allMatch(String::isEmpty);
  }
}
