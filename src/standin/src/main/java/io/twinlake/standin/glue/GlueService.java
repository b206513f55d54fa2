package io.twinlake.standin.glue;

import io.twinlake.standin.region.Catalog;
import io.twinlake.standin.region.Rights;
import io.twinlake.standin.wire.Operations;
import java.util.List;
import java.util.Optional;

/** The Glue Data Catalog of one account in one region. */
public final class GlueService implements Catalog {
  public GlueService(String account, String region, Rights rights) {}

  public Operations operations() {
    return new Operations();
  }

  @Override
  public boolean hasDatabase(String database) {
    return false;
  }

  @Override
  public boolean hasTable(String database, String table) {
    return false;
  }

  @Override
  public Optional<List<String>> columns(String database, String table) {
    return Optional.empty();
  }

  @Override
  public boolean isView(String database, String table) {
    return false;
  }

  @Override
  public boolean isResourceLink(String database, String table) {
    return false;
  }

  @Override
  public boolean isDatabaseLink(String database) {
    return false;
  }
}
