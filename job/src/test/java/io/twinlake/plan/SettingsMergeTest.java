package io.twinlake.plan;

import static io.twinlake.plan.DefinitionsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsMergeTest {
  @Test
  void removesNoAdminAndTakesTheRestFromTheSource() {
    assertThat(
            SettingsMerge.merge(
                json(
                    "{'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'a'},{'DataLakePrincipalIdentifier':'b'}],"
                        + "'CreateTableDefaultPermissions':[],'Parameters':{'CROSS_ACCOUNT_VERSION':'4'}}"),
                json(
                    "{'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'job'},{'DataLakePrincipalIdentifier':'a'}],"
                        + "'CreateTableDefaultPermissions':[{'Permissions':['ALL']}],"
                        + "'Parameters':{'SET_CONTEXT':'TRUE','CROSS_ACCOUNT_VERSION':'1'},'AllowExternalDataFiltering':true}")))
        .isEqualTo(
            json(
                "{'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'job'},{'DataLakePrincipalIdentifier':'a'},{'DataLakePrincipalIdentifier':'b'}],"
                    + "'CreateTableDefaultPermissions':[],"
                    + "'Parameters':{'SET_CONTEXT':'TRUE','CROSS_ACCOUNT_VERSION':'4'},'AllowExternalDataFiltering':true}"));
  }

  @Test
  void leavesOutNewAdminsWhoCannotBeNamedAndNobodyElse() {
    Map<String, String> leftOut = new LinkedHashMap<>();
    assertThat(
            SettingsMerge.givable(
                json(
                    "{'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'gone'},{'DataLakePrincipalIdentifier':'a'},{'DataLakePrincipalIdentifier':'gone-there'}],"
                        + "'ReadOnlyAdmins':[{'DataLakePrincipalIdentifier':'gone'}],"
                        + "'ExternalDataFilteringAllowList':[{'DataLakePrincipalIdentifier':'gone'}],'TrustedResourceOwners':['gone']}"),
                json("{'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'gone-there'}]}"),
                admin -> admin.startsWith("gone") ? Optional.of("is gone") : Optional.empty(),
                leftOut::put))
        .isEqualTo(
            json(
                "{'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'a'},{'DataLakePrincipalIdentifier':'gone-there'}],"
                    + "'ReadOnlyAdmins':[],"
                    + "'ExternalDataFilteringAllowList':[{'DataLakePrincipalIdentifier':'gone'}],'TrustedResourceOwners':['gone']}"));
    assertThat(leftOut).containsExactly(Map.entry("gone", "is gone"));
  }

  @Test
  void leavesAbsentAndEmptyListsAsTheyAre() {
    for (String settings : List.of("{}", "{'DataLakeAdmins':[]}", "{'ReadOnlyAdmins':null}")) {
      assertThat(
              SettingsMerge.givable(
                  json(settings), json("{}"), admin -> Optional.of("no"), (admin, reason) -> {}))
          .isEqualTo(json(settings));
    }
  }
}
