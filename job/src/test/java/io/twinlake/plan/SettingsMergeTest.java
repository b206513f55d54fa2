package io.twinlake.plan;

import static io.twinlake.plan.DefinitionsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettingsMergeTest {
  private static SettingsMerge merge(String source, String target) {
    return SettingsMerge.merge(json(source), json(target), Grantees.ANYONE);
  }

  private static String admins(String... names) {
    return admins(List.of(names));
  }

  private static String admins(List<String> names) {
    return names.stream()
        .map(name -> "{'DataLakePrincipalIdentifier':'" + name + "'}")
        .collect(Collectors.joining(",", "{'DataLakeAdmins':[", "]}"));
  }

  @Test
  void removesNoAdminAndTakesTheRestFromTheSource() {
    assertThat(
            merge(
                    "{'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'a'},{'DataLakePrincipalIdentifier':'b'}],"
                        + "'CreateTableDefaultPermissions':[],'Parameters':{'CROSS_ACCOUNT_VERSION':'4'},"
                        + "'AllowExternalDataFiltering':true}",
                    "{'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'job'},{'DataLakePrincipalIdentifier':'a'}],"
                        + "'CreateTableDefaultPermissions':[{'Permissions':['ALL']}],"
                        + "'Parameters':{'SET_CONTEXT':'TRUE','CROSS_ACCOUNT_VERSION':'1'},'AllowExternalDataFiltering':false}")
                .settings())
        .isEqualTo(
            json(
                "{'DataLakeAdmins':[{'DataLakePrincipalIdentifier':'job'},{'DataLakePrincipalIdentifier':'a'},{'DataLakePrincipalIdentifier':'b'}],"
                    + "'CreateTableDefaultPermissions':[],"
                    + "'Parameters':{'SET_CONTEXT':'TRUE','CROSS_ACCOUNT_VERSION':'4'},'AllowExternalDataFiltering':true}"));
  }

  @Test
  void takesWhatTheSourceDoesNotSayForNo() {
    assertThat(
            merge(
                    "{'DataLakeAdmins':[]}",
                    "{'AllowFullTableExternalDataAccess':true,'CreateDatabaseDefaultPermissions':[{'Permissions':['ALL']}]}")
                .settings())
        .isEqualTo(
            json(
                "{'AllowFullTableExternalDataAccess':false,'CreateDatabaseDefaultPermissions':[],'DataLakeAdmins':[]}"));
  }

  @Test
  void leavesOutWhomNothingIsGivenToAndWhatDoesNotFit() {
    Grantees grantees = name -> name.equals("gone") ? Optional.of("is gone") : Optional.empty();
    ObjectNode full = json(admins(IntStream.range(0, 29).mapToObj(i -> "own" + i).toList()));
    SettingsMerge merged =
        SettingsMerge.merge(json(admins("gone", "own3", "fits", "more")), full, grantees);
    assertThat(merged.settings().path("DataLakeAdmins")).hasSize(30);
    assertThat(merged.leftOut())
        .containsExactly(
            "gone, of the source's DataLakeAdmins, is left out: is gone.",
            "more, of the source's DataLakeAdmins, is left out: AWS takes 30 at most, and the target's own stay.");
    assertThat(merged.difference(full)).isEqualTo("DataLakeAdmins lacks fits");
    assertThat(merged.difference(merged.settings())).isEmpty();
  }

  @Test
  void namesEveryMemberThatDiffers() {
    assertThat(
            merge(
                    "{'TrustedResourceOwners':['1'],'Parameters':{'CROSS_ACCOUNT_VERSION':'4'}}",
                    "{'TrustedResourceOwners':[],'Parameters':{'CROSS_ACCOUNT_VERSION':'1'}}")
                .difference(
                    json(
                        "{'TrustedResourceOwners':[],'Parameters':{'CROSS_ACCOUNT_VERSION':'1'}}")))
        .isEqualTo(
            "TrustedResourceOwners lacks 1; Parameters.CROSS_ACCOUNT_VERSION is \"1\" instead of \"4\"");
  }

  private static String allowed(String on, String... accounts) {
    return "{'AllowExternalDataFiltering':%s,'ExternalDataFilteringAllowList':[%s]}"
        .formatted(
            on,
            List.of(accounts).stream()
                .map(name -> "{'DataLakePrincipalIdentifier':'" + name + "'}")
                .collect(Collectors.joining(",")));
  }

  @Test
  void turnsExternalFilteringOnForTheSourcesAccountsAlone() {
    assertThat(merge(allowed("true", "a"), allowed("false", "left", "over")).settings())
        .isEqualTo(json(allowed("true", "a")));
    assertThat(merge("{'AllowExternalDataFiltering':true}", allowed("false", "left")).settings())
        .isEqualTo(json(allowed("true")));
    assertThat(
            merge(
                    "{'AllowFullTableExternalDataAccess':true,'ExternalDataFilteringAllowList':[]}",
                    allowed("false", "left"))
                .settings()
                .path("ExternalDataFilteringAllowList"))
        .isEmpty();
  }

  @Test
  void keepsTheAccountsThatTheTargetLetsFilterAlready() {
    assertThat(merge(allowed("true", "a"), allowed("true", "own")).settings())
        .isEqualTo(json(allowed("true", "own", "a")));
  }

  @Test
  void letsNobodyFilterWhomNothingIsGivenTo() {
    Grantees grantees = name -> name.equals("far") ? Optional.of("is far") : Optional.empty();
    ObjectNode off = json(allowed("false"));
    SettingsMerge some = SettingsMerge.merge(json(allowed("true", "far", "a")), off, grantees);
    assertThat(some.settings()).isEqualTo(json(allowed("true", "a")));
    assertThat(some.leftOut())
        .containsExactly(
            "far, of the source's ExternalDataFilteringAllowList, is left out: is far.");
    SettingsMerge none = SettingsMerge.merge(json(allowed("true", "far")), off, grantees);
    assertThat(none.settings()).isEqualTo(off);
    assertThat(none.leftOut())
        .last()
        .isEqualTo(
            "AllowExternalDataFiltering stays off, because nobody of the source's ExternalDataFilteringAllowList is taken over.");
    assertThat(none.difference(off)).isEmpty();
  }
}
