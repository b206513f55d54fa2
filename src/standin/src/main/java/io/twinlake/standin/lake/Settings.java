package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions;

/** A region's data lake settings, of which the rest is kept when one is changed. */
record Settings(LakeClients clients) {
  private static final List<PrincipalPermissions> OPEN =
      List.of(
          PrincipalPermissions.builder()
              .principal(p -> p.dataLakePrincipalIdentifier(Permissions.IAM))
              .permissions(Permission.ALL)
              .build());

  /** Makes the staff's administrator one of this region. */
  void appoint() {
    DataLakePrincipal admin =
        DataLakePrincipal.builder()
            .dataLakePrincipalIdentifier(clients.principal(Staff.ADMIN))
            .build();
    DataLakeSettings settings = read();
    List<DataLakePrincipal> admins = new ArrayList<>(settings.dataLakeAdmins());
    if (!admins.contains(admin)) {
      admins.add(admin);
      put(settings.toBuilder().dataLakeAdmins(admins).build());
    }
  }

  /** Decides whether IAM alone governs what is created from now on. */
  void open(boolean databases, boolean tables) {
    put(
        read().toBuilder()
            .createDatabaseDefaultPermissions(databases ? OPEN : List.of())
            .createTableDefaultPermissions(tables ? OPEN : List.of())
            .build());
  }

  DataLakeSettings read() {
    return clients.lakeFormation().getDataLakeSettings(r -> {}).dataLakeSettings();
  }

  void put(DataLakeSettings settings) {
    clients.lakeFormation().putDataLakeSettings(r -> r.dataLakeSettings(settings));
  }
}
