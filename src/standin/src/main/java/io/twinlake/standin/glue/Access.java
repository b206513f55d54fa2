package io.twinlake.standin.glue;

import io.twinlake.standin.region.Rights;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.DatabaseIdentifier;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableIdentifier;

/**
 * Finds databases and tables for a caller. Whoever may neither see nor create an object is told
 * AccessDenied whether it exists or not (aws-facts 4).
 */
final class Access {
  private final Store store;
  private final Rights rights;

  Access(Store store, Rights rights) {
    this.store = store;
    this.rights = rights;
  }

  Rights rights() {
    return rights;
  }

  /**
   * @throws AwsError EntityNotFoundException, or AccessDeniedException without DESCRIBE
   */
  DatabaseEntry describe(Call call, String database) {
    DatabaseEntry found = find(call, database);
    if (!rights.mayDescribeDatabase(call.caller(), found.name())) {
      throw denied("Describe", found.name());
    }
    return found;
  }

  /**
   * @throws AwsError EntityNotFoundException, or AccessDeniedException without DESCRIBE
   */
  TableEntry describe(Call call, String database, String table) {
    return described(call, find(call, database, table));
  }

  /** As {@link #describe(Call, String, String)}, for a table or what its link leads to. */
  TableEntry describeContent(Call call, String database, String table) {
    return content(call, describe(call, database, table));
  }

  /** The table itself, or what a link leads to if the caller may see that too. */
  TableEntry content(Call call, TableEntry named) {
    TableIdentifier link = named.current().targetTable();
    return link == null ? named : described(call, target(link));
  }

  TableEntry target(TableIdentifier target) {
    return store
        .target(target)
        .orElseThrow(() -> AwsError.entityNotFound("Table " + target.name() + " not found."));
  }

  DatabaseEntry target(DatabaseIdentifier target) {
    return store.target(target).orElseThrow(() -> databaseNotFound(target.databaseName()));
  }

  private TableEntry described(Call call, TableEntry table) {
    if (!rights.mayDescribeTable(call.caller(), table.database(), table.name())) {
      throw denied("Describe", table.name());
    }
    return table;
  }

  /** A database to change; a link leads to its target. */
  DatabaseEntry change(Call call, String permission, String database) {
    DatabaseEntry found = content(find(call, database));
    rights.requireOnDatabase(call.caller(), permission, found.name());
    return found;
  }

  /** A table to change; a link leads to its target. */
  TableEntry change(Call call, String permission, String database, String table) {
    TableEntry found = find(call, database, table);
    TableIdentifier link = found.current().targetTable();
    TableEntry content = link == null ? found : target(link);
    rights.requireOnTable(call.caller(), permission, content.database(), content.name());
    return content;
  }

  /** A database, not what its link leads to. */
  DatabaseEntry find(Call call, String database) {
    return store.database(database).orElseThrow(() -> missing(call, database));
  }

  /** A table, not what its link leads to; a database link is followed. */
  TableEntry find(Call call, String database, String table) {
    DatabaseEntry home = content(find(call, database));
    TableEntry found = home.tables().get(Names.fold(table));
    if (found == null) {
      throw missing(call, home.name(), table);
    }
    return found;
  }

  DatabaseEntry content(DatabaseEntry found) {
    DatabaseIdentifier link = found.definition().targetDatabase();
    return link == null ? found : target(link);
  }

  void requireLocation(Call call, @Nullable String uri) {
    if (uri != null && uri.startsWith("s3")) {
      rights.requireDataLocation(call.caller(), uri);
    }
  }

  void requireLocation(Call call, @Nullable StorageDescriptor storage) {
    if (storage != null) {
      requireLocation(call, storage.location());
      storage.additionalLocations().forEach(uri -> requireLocation(call, uri));
    }
  }

  private AwsError missing(Call call, String database) {
    String name = Names.fold(database);
    return rights.mayDescribeDatabase(call.caller(), name)
            || isGranted(() -> rights.requireOnCatalog(call.caller(), "CREATE_DATABASE"))
        ? databaseNotFound(name)
        : denied("Describe", name);
  }

  private AwsError missing(Call call, String database, String table) {
    String name = Names.fold(table);
    return rights.mayDescribeTable(call.caller(), database, name)
            || isGranted(() -> rights.requireOnDatabase(call.caller(), "CREATE_TABLE", database))
        ? AwsError.entityNotFound("Table " + name + " not found.")
        : denied("Describe", name);
  }

  private static boolean isGranted(Runnable requirement) {
    try {
      requirement.run();
      return true;
    } catch (AwsError denied) {
      return false;
    }
  }

  private static AwsError databaseNotFound(String name) {
    return AwsError.entityNotFound("Database " + name + " not found.");
  }

  private static AwsError denied(String permission, String name) {
    return AwsError.accessDenied(
        "Insufficient Lake Formation permission(s): Required " + permission + " on " + name);
  }
}
