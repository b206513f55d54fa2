package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.GetDataLakeSettingsRequest;
import software.amazon.awssdk.services.lakeformation.model.GetDataLakeSettingsResponse;
import software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions;
import software.amazon.awssdk.services.lakeformation.model.PutDataLakeSettingsRequest;
import software.amazon.awssdk.services.lakeformation.model.PutDataLakeSettingsResponse;

/** Data lake settings, one document that a Put replaces whole (aws-facts 16). */
final class Settings {
  private static final List<PrincipalPermissions> IAM_ONLY =
      List.of(
          PrincipalPermissions.builder()
              .principal(principal(Names.IAM_ALLOWED_PRINCIPALS))
              .permissionsWithStrings(Names.ALL)
              .build());

  private final CatalogId catalogId;
  private final Grantees grantees;
  private final Quotas quotas;
  private final Readings readings;
  private volatile DataLakeSettings document = fresh();

  Settings(CatalogId catalogId, Grantees grantees, Quotas quotas, Readings readings) {
    this.catalogId = catalogId;
    this.grantees = grantees;
    this.quotas = quotas;
    this.readings = readings;
  }

  private static DataLakeSettings fresh() {
    return whole(
        DataLakeSettings.builder()
            .createDatabaseDefaultPermissions(IAM_ONLY)
            .createTableDefaultPermissions(IAM_ONLY)
            .build());
  }

  GetDataLakeSettingsResponse get(Call call, GetDataLakeSettingsRequest request) {
    catalogId.require(request.catalogId());
    return GetDataLakeSettingsResponse.builder().dataLakeSettings(document).build();
  }

  PutDataLakeSettingsResponse put(Call call, PutDataLakeSettingsRequest request) {
    catalogId.require(request.catalogId());
    DataLakeSettings asked = request.dataLakeSettings();
    if (asked == null) {
      throw AwsError.invalidInput("DataLakeSettings must not be empty.");
    }
    requireAdmins("DataLakeAdmins", asked.dataLakeAdmins());
    requireAdmins("ReadOnlyAdmins", asked.readOnlyAdmins());
    requireDefaults("CreateDatabaseDefaultPermissions", asked.createDatabaseDefaultPermissions());
    requireDefaults("CreateTableDefaultPermissions", asked.createTableDefaultPermissions());
    asked.parameters().forEach(this::requireParameter);
    document = whole(asked);
    return PutDataLakeSettingsResponse.builder().build();
  }

  /** With what Get answers for members that were left out. */
  private static DataLakeSettings whole(DataLakeSettings asked) {
    Map<String, String> parameters = new TreeMap<>(asked.parameters());
    parameters.putIfAbsent("CROSS_ACCOUNT_VERSION", "1");
    parameters.putIfAbsent("SET_CONTEXT", "TRUE");
    return asked.toBuilder()
        .dataLakeAdmins(List.copyOf(asked.dataLakeAdmins()))
        .readOnlyAdmins(List.copyOf(asked.readOnlyAdmins()))
        .createDatabaseDefaultPermissions(List.copyOf(asked.createDatabaseDefaultPermissions()))
        .createTableDefaultPermissions(List.copyOf(asked.createTableDefaultPermissions()))
        .trustedResourceOwners(List.copyOf(asked.trustedResourceOwners()))
        .externalDataFilteringAllowList(List.copyOf(asked.externalDataFilteringAllowList()))
        .authorizedSessionTagValueList(List.copyOf(asked.authorizedSessionTagValueList()))
        .allowExternalDataFiltering(Boolean.TRUE.equals(asked.allowExternalDataFiltering()))
        .allowFullTableExternalDataAccess(
            Boolean.TRUE.equals(asked.allowFullTableExternalDataAccess()))
        .parameters(parameters)
        .build();
  }

  private void requireAdmins(String member, List<DataLakePrincipal> admins) {
    int most = quotas.most(Quota.DATA_LAKE_ADMINS);
    if (admins.size() > most) {
      throw AwsError.invalidInput(member + " holds more than " + most + " principals.");
    }
    for (DataLakePrincipal admin : admins) {
      if (!grantees.require(admin).startsWith("arn:")) {
        throw AwsError.invalidInput("Invalid principal, " + Grantees.identifier(admin));
      }
    }
  }

  private static void requireDefaults(String member, List<PrincipalPermissions> defaults) {
    if (!defaults.isEmpty() && !defaults.equals(IAM_ONLY)) {
      throw AwsError.invalidInput(
          member + " must be empty or grant ALL to " + Names.IAM_ALLOWED_PRINCIPALS + ".");
    }
  }

  private void requireParameter(String key, String value) {
    if (key.equals("SET_CONTEXT") && !readings.takesSetContext) {
      throw AwsError.invalidInput(
          "Valid Parameters Keys are: [CROSS_ACCOUNT_VERSION], but found SET_CONTEXT.");
    }
    String accepted =
        switch (key) {
          case "CROSS_ACCOUNT_VERSION" -> "[1-5]";
          case "SET_CONTEXT", "SET_SOURCE_IDENTITY" -> "(?i)true|false";
          default ->
              throw AwsError.invalidInput(
                  "Valid Parameters Keys are: [CROSS_ACCOUNT_VERSION, SET_CONTEXT,"
                      + " SET_SOURCE_IDENTITY], but found "
                      + key
                      + ".");
        };
    if (!value.matches(accepted)) {
      throw AwsError.invalidInput("Invalid value " + value + " of parameter " + key + ".");
    }
  }

  boolean isAdmin(String principal) {
    return document.dataLakeAdmins().contains(principal(principal));
  }

  boolean isReadOnlyAdmin(String principal) {
    return document.readOnlyAdmins().contains(principal(principal));
  }

  /** Sees everything's metadata, changes maybe nothing. */
  boolean seesAll(String principal) {
    return isAdmin(principal) || isReadOnlyAdmin(principal);
  }

  List<PrincipalPermissions> databaseDefaults() {
    return document.createDatabaseDefaultPermissions();
  }

  List<PrincipalPermissions> tableDefaults() {
    return document.createTableDefaultPermissions();
  }

  private static DataLakePrincipal principal(String identifier) {
    return DataLakePrincipal.builder().dataLakePrincipalIdentifier(identifier).build();
  }
}
