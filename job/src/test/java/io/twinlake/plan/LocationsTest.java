package io.twinlake.plan;

import static io.twinlake.plan.DefinitionsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import org.junit.jupiter.api.Test;

class LocationsTest {
  private static final String SERVICE_LINKED =
      "'RoleArn':'arn:aws:iam::1:role/aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess'";

  private static CatalogObject location(String members) {
    return new CatalogObject(
        ObjectKey.global(Kind.LOCATION, "arn:aws:s3:::b"),
        json("{'ResourceArn':'arn:aws:s3:::b'," + members + "}"));
  }

  @Test
  void asksForTheServiceLinkedRoleByItsFlag() {
    assertThat(Locations.input(location(SERVICE_LINKED)))
        .isEqualTo(
            json(
                "{'ResourceArn':'arn:aws:s3:::b','UseServiceLinkedRole':true,'HybridAccessEnabled':false,"
                    + "'WithFederation':false,'WithPrivilegedAccess':false}"));
  }

  @Test
  void takesAnAbsentFlagForFalseAndIgnoresWhatTheServerSets() {
    assertThat(
            Locations.decide(
                    location("'RoleArn':'r','LastModified':'x'"),
                    location("'RoleArn':'r','HybridAccessEnabled':false"),
                    true,
                    false)
                .op())
        .isEqualTo(Op.NONE);
  }

  @Test
  void updatesARoleAndLeavesWhatCannotBeUpdated() {
    assertThat(
            Locations.decide(location("'RoleArn':'r'"), location("'RoleArn':'s'"), true, false)
                .op())
        .isEqualTo(Op.UPDATE);
    assertThat(Locations.decide(location("'RoleArn':'r'"), location(SERVICE_LINKED), true, false))
        .satisfies(
            action -> {
              assertThat(action.op()).isEqualTo(Op.REFUSE);
              assertThat(action.reason()).contains("by hand", "UseServiceLinkedRole");
            });
  }

  @Test
  void registersAnewOnlyWhatIsLeftToIamBecauseItIsHybridAndNobodyOptedIn() {
    CatalogObject hybrid = location("'HybridAccessEnabled':true," + SERVICE_LINKED);
    CatalogObject wanted = location("'RoleArn':'r'");
    assertThat(Locations.decide(wanted, hybrid, false, false).op()).isEqualTo(Op.REPLACE);
    assertThat(Locations.decide(wanted, hybrid, false, true).op()).isEqualTo(Op.REFUSE);
  }

  @Test
  void coversWhatLiesBelowItHoweverItIsSpelt() {
    assertThat(Locations.covers("arn:aws:s3:::b/a/", "s3a://b/a")).isTrue();
    assertThat(Locations.covers("arn:aws:s3:::b", "arn:aws:s3:::b/a")).isTrue();
    assertThat(Locations.covers("arn:aws:s3:::b/a", "s3://b/ab")).isFalse();
  }

  @Test
  void switchesHybridModeOnInAStepOfItsOwnAndOffAtOnce() {
    CatalogObject hybrid = location("'RoleArn':'r','HybridAccessEnabled':true");
    CatalogObject strict = location("'RoleArn':'r'");
    assertThat(Locations.decide(hybrid, strict, false, false).op()).isEqualTo(Op.NONE);
    assertThat(Locations.decide(hybrid, strict, true, false).op()).isEqualTo(Op.UPDATE);
    assertThat(Locations.decide(strict, hybrid, false, false).op()).isEqualTo(Op.UPDATE);
  }

  @Test
  void leavesWhatAnUpdateCannotSay() {
    assertThat(
            Locations.decide(
                    location("'RoleArn':'r'"),
                    location("'RoleArn':'r','WithPrivilegedAccess':true"),
                    true,
                    false)
                .op())
        .isEqualTo(Op.REFUSE);
    assertThat(
            Locations.decide(
                    location("'RoleArn':'r'"),
                    location("'RoleArn':'r','ExpectedResourceOwnerAccount':'1'"),
                    true,
                    false)
                .op())
        .isEqualTo(Op.REFUSE);
    assertThat(
            Locations.decide(
                    location("'RoleArn':'r','ExpectedResourceOwnerAccount':'1'"),
                    location("'RoleArn':'r','WithFederation':true"),
                    true,
                    false)
                .op())
        .isEqualTo(Op.UPDATE);
  }

  @Test
  void registersADatashareWithoutRoleAndFlags() {
    String share = "{'ResourceArn':'arn:aws:redshift:r:1:datashare:n/s','WithFederation':false}";
    CatalogObject datashare =
        new CatalogObject(
            ObjectKey.global(Kind.LOCATION, "arn:aws:redshift:r:1:datashare:n/s"), json(share));
    assertThat(Locations.input(datashare))
        .isEqualTo(json("{'ResourceArn':'arn:aws:redshift:r:1:datashare:n/s'}"));
  }
}
