package io.twinlake.standin.region;

import io.twinlake.standin.wire.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;

/**
 * What Glue asks Lake Formation of the same account and region. Names are lower case. Permissions
 * are AWS's spelling ({@code ALTER}, {@code DROP}, {@code CREATE_TABLE} …).
 */
public interface Rights {
  /** The region's CreateTableDefaultPermissions, which a database created without its own gets. */
  List<PrincipalPermissions> tableDefaults();

  /** Stores the creator's implicit rows and the region's CreateDatabaseDefaultPermissions. */
  void databaseCreated(Caller creator, String database);

  void databaseDeleted(String database);

  /**
   * @param defaults the database's CreateTableDefaultPermissions, stored as rows on the table
   */
  void tableCreated(
      Caller creator, String database, String table, List<PrincipalPermissions> defaults);

  void tableDeleted(String database, String table);

  /**
   * @throws io.twinlake.standin.wire.AwsError AccessDeniedException "Insufficient Lake Formation
   *     permission(s): Required …" when the caller lacks it
   */
  void requireOnCatalog(Caller caller, String permission);

  /**
   * As {@link #requireOnCatalog}.
   *
   * @param id of a catalog in the account's own, e.g. {@code 111122223333:sales}
   */
  void requireOnNestedCatalog(Caller caller, String permission, String id);

  boolean mayDescribeNestedCatalog(Caller caller, String id);

  void nestedCatalogDeleted(String id);

  /** As {@link #requireOnCatalog}. */
  void requireOnDatabase(Caller caller, String permission, String database);

  /** As {@link #requireOnCatalog}. */
  void requireOnTable(Caller caller, String permission, String database, String table);

  /**
   * As {@link #requireOnCatalog}, for DATA_LOCATION_ACCESS when the S3 URI lies in a registered
   * location.
   */
  void requireDataLocation(Caller caller, String uri);

  boolean mayDescribeDatabase(Caller caller, String database);

  boolean mayDescribeTable(Caller caller, String database, String table);

  /** The only columns the caller may see; empty when it may see all of them. */
  Optional<Set<String>> visibleColumns(Caller caller, String database, String table);

  /** Whether the caller may SELECT every column: without, AWS strips spark.sql.sources.schema*. */
  boolean maySelectAllColumns(Caller caller, String database, String table);

  /**
   * Whether IAM_ALLOWED_PRINCIPALS holds ALL on the table, or on the database if no table is named.
   */
  boolean isOpen(String database, String table);

  /** Whether the principal may SELECT every column and give that to others. */
  boolean maySelectAndGrant(String principal, String database, String table);

  /** Whether the principal may create tables in the database. */
  boolean mayCreateTables(String principal, String database);

  /** The name of the row-level-security policy that is the table's own default. */
  Optional<String> defaultRowPolicy(String database, String table);

  /** Whether a location is registered over this S3 URI (Table.IsRegisteredWithLakeFormation). */
  boolean isRegistered(String uri);
}
