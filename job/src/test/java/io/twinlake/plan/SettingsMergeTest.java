package io.twinlake.plan;

import static io.twinlake.plan.DefinitionsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

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
}
