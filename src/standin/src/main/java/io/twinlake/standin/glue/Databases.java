package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateDatabaseResponse;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.DatabaseAttributes;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseRequest;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetDatabasesRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesResponse;
import software.amazon.awssdk.services.glue.model.ResourceShareType;
import software.amazon.awssdk.services.glue.model.UpdateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.UpdateDatabaseResponse;

/** The operations on databases and links to them. */
final class Databases {
  private static final int PAGE = 100;

  private final Context context;

  Databases(Context context) {
    this.context = context;
  }

  GetDatabasesResponse list(Call call, GetDatabasesRequest request) {
    Cursor cursor = Cursor.of(request);
    Iterator<Database> rest =
        context.store().databases().tailMap(after(cursor), false).values().stream()
            .filter(entry -> isShared(entry, request.resourceShareType()))
            .filter(entry -> context.rights().mayDescribeDatabase(call.caller(), entry.name()))
            .map(DatabaseEntry::definition)
            .iterator();
    Page<Database> page =
        context.page(cursor, rest, request.maxResults(), PAGE, found -> List.of(found.name()));
    return GetDatabasesResponse.builder()
        .databaseList(page.map(found -> only(found, request.attributesToGet())))
        .nextToken(page.nextToken())
        .build();
  }

  GetDatabaseResponse get(Call call, GetDatabaseRequest request) {
    DatabaseEntry found = context.access().describe(call, request.name());
    return GetDatabaseResponse.builder().database(seen(call, found)).build();
  }

  CreateDatabaseResponse create(Call call, CreateDatabaseRequest request) {
    DatabaseInput input = request.databaseInput();
    context.rights().requireOnCatalog(call.caller(), "CREATE_DATABASE");
    context.access().requireLocation(call, input.locationUri());
    String name = Names.fold(input.name());
    if (context.store().hasDatabase(name)) {
      throw AwsError.alreadyExists("Database already exists.");
    }
    DatabaseEntry entry =
        new DatabaseEntry(definition(input).name(name).createTime(context.now()).build());
    entry.tags().putAll(Tags.checked(request.tags()));
    context.store().databases().put(name, entry);
    context.rights().databaseCreated(call.caller(), name);
    return CreateDatabaseResponse.builder().build();
  }

  UpdateDatabaseResponse update(Call call, UpdateDatabaseRequest request) {
    DatabaseInput input = request.databaseInput();
    DatabaseEntry entry = context.access().change(call, "ALTER", request.name());
    context.access().requireLocation(call, input.locationUri());
    requireSameKind(request, input);
    Database before = entry.definition();
    entry.define(definition(input).name(before.name()).createTime(before.createTime()).build());
    return UpdateDatabaseResponse.builder().build();
  }

  DeleteDatabaseResponse delete(Call call, DeleteDatabaseRequest request) {
    DatabaseEntry entry = context.access().find(call, request.name());
    context.rights().requireOnDatabase(call.caller(), "DROP", entry.name());
    context.store().databases().remove(entry.name());
    entry.tables().keySet().forEach(name -> context.rights().tableDeleted(entry.name(), name));
    context.rights().databaseDeleted(entry.name());
    return DeleteDatabaseResponse.builder().build();
  }

  /** A link shows its target's properties under its own name (aws-facts 10). */
  private Database seen(Call call, DatabaseEntry found) {
    if (!found.isLink()) {
      return found.definition();
    }
    DatabaseEntry target = context.access().describe(call, context.access().content(found).name());
    return target.definition().toBuilder()
        .name(found.name())
        .targetDatabase(found.definition().targetDatabase())
        .build();
  }

  /** An absent CreateTableDefaultPermissions takes the region's, an empty one stays empty. */
  private Database.Builder definition(DatabaseInput input) {
    Database.Builder database =
        Shapes.copy(input, Database.builder()).catalogId(context.store().account());
    return input.hasCreateTableDefaultPermissions()
        ? database
        : database.createTableDefaultPermissions(context.rights().tableDefaults());
  }

  /** Neither a new name nor a turn into a link: both need another database. */
  private static void requireSameKind(UpdateDatabaseRequest request, DatabaseInput input) {
    if (!Names.fold(input.name()).equals(Names.fold(request.name()))) {
      throw AwsError.invalidInput(
          "Database " + request.name() + " cannot be renamed to " + input.name() + ".");
    }
    if (input.targetDatabase() != null) {
      throw AwsError.invalidInput(
          "TargetDatabase of " + request.name() + " cannot be set by an update.");
    }
  }

  private static String after(Cursor cursor) {
    return cursor.after().isEmpty() ? "" : cursor.after().get(0);
  }

  private static boolean isShared(DatabaseEntry entry, @Nullable ResourceShareType type) {
    if (type == ResourceShareType.FEDERATED) {
      return entry.definition().federatedDatabase() != null;
    }
    return type != ResourceShareType.FOREIGN;
  }

  private static Database only(Database database, List<DatabaseAttributes> attributes) {
    if (attributes.isEmpty()) {
      return database;
    }
    Database.Builder named = Database.builder().name(database.name());
    return attributes.contains(DatabaseAttributes.TARGET_DATABASE)
        ? named.targetDatabase(database.targetDatabase()).build()
        : named.build();
  }
}
