package io.twinlake.standin.lake;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;

/** Random data lake settings that keep the administrators. */
record RandomSettings(RandomWords words, LakeClients clients) {
  DataLakeSettings over(DataLakeSettings present) {
    DataLakeSettings.Builder settings = present.toBuilder();
    if (words.once(2)) {
      settings.readOnlyAdmins(principal(words.oneOf(Staff.GRANTEES)));
    }
    if (words.once(2)) {
      settings.parameters(Map.of("CROSS_ACCOUNT_VERSION", "" + (1 + words.below(5))));
    }
    if (words.once(3)) {
      settings.allowExternalDataFiltering(true).externalDataFilteringAllowList(account());
    }
    if (words.once(3)) {
      settings.allowFullTableExternalDataAccess(true);
    }
    if (words.once(3)) {
      settings.trustedResourceOwners(clients.account());
    }
    return settings
        .authorizedSessionTagValueList(words.someOf(List.of("Amazon EMR", "größe")))
        .build();
  }

  private DataLakePrincipal principal(String suffix) {
    return DataLakePrincipal.builder()
        .dataLakePrincipalIdentifier(clients.principal(suffix))
        .build();
  }

  private DataLakePrincipal account() {
    return DataLakePrincipal.builder().dataLakePrincipalIdentifier(clients.account()).build();
  }
}
