package io.twinlake.apply;

import io.twinlake.aws.Documents;
import io.twinlake.aws.OneVersion;
import io.twinlake.iceberg.IcebergMapping;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.TableVersion;
import io.twinlake.source.GlueSource;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;

/**
 * An update, without a version for the archive (aws-facts 7). Engines commit to an Iceberg table by
 * updating it, and name the version that they read; so it is done here, or commits were lost.
 */
record TableUpdate(GlueClient glue, GlueSource source) {
  Optional<ItemError> send(Action action) {
    Optional<String> version = TableVersion.of(action.input());
    if (version.isPresent()) {
      return over(version.get(), action);
    }
    if (IcebergMapping.location(new CatalogObject(action.key(), action.input())).isPresent()) {
      return Optional.of(
          ItemError.ofItem(
              "AlreadyExistsException",
              "it appeared in the target while this run went on, and is kept; restore again, or drop it there"));
    }
    update(action, request -> {});
    return Optional.empty();
  }

  private Optional<ItemError> over(String version, Action action) {
    try {
      update(
          action,
          r -> r.versionId(version).overrideConfiguration(o -> o.addPlugin(OneVersion.PLUGIN)));
      return Optional.empty();
    } catch (ConcurrentModificationException e) {
      ItemError error = ItemError.of(e);
      return Optional.of(
          isStill(version, action.key())
              ? ItemError.ofItem(error.code(), error.message())
              : error.about(
                  "it was changed in the target while this run went on, and the change is kept; restore again"));
    }
  }

  /** Another write to the table or its database gives the same error (aws-facts 13). */
  private boolean isStill(String version, ObjectKey table) {
    return source
        .table(table.database(), table.name())
        .flatMap(now -> TableVersion.of(now.definition()))
        .equals(Optional.of(version));
  }

  private void update(Action action, Consumer<UpdateTableRequest.Builder> more) {
    TableInput input = Documents.fromDocument(action.input(), TableInput::builder);
    glue.updateTable(
        request -> {
          request.databaseName(action.key().database()).tableInput(input).skipArchive(true);
          more.accept(request);
        });
  }
}
