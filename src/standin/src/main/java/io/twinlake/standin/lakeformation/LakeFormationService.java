package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Catalog;
import io.twinlake.standin.region.Principals;
import io.twinlake.standin.region.Rights;
import io.twinlake.standin.wire.Caller;
import io.twinlake.standin.wire.Operations;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;

/** Lake Formation of one account in one region. */
public final class LakeFormationService implements Rights {
  public LakeFormationService(String account, String region, Principals principals) {}

  public void attach(Catalog catalog) {}

  public Operations operations() {
    return new Operations();
  }

  @Override
  public List<PrincipalPermissions> tableDefaults() {
    return List.of();
  }

  @Override
  public void databaseCreated(Caller creator, String database) {}

  @Override
  public void databaseDeleted(String database) {}

  @Override
  public void tableCreated(
      Caller creator, String database, String table, List<PrincipalPermissions> defaults) {}

  @Override
  public void tableDeleted(String database, String table) {}

  @Override
  public void requireOnCatalog(Caller caller, String permission) {}

  @Override
  public void requireOnDatabase(Caller caller, String permission, String database) {}

  @Override
  public void requireOnTable(Caller caller, String permission, String database, String table) {}

  @Override
  public void requireDataLocation(Caller caller, String uri) {}

  @Override
  public boolean mayDescribeDatabase(Caller caller, String database) {
    return true;
  }

  @Override
  public boolean mayDescribeTable(Caller caller, String database, String table) {
    return true;
  }

  @Override
  public Optional<Set<String>> visibleColumns(Caller caller, String database, String table) {
    return Optional.empty();
  }

  @Override
  public boolean maySelectAllColumns(Caller caller, String database, String table) {
    return true;
  }

  @Override
  public boolean isRegistered(String uri) {
    return false;
  }
}
