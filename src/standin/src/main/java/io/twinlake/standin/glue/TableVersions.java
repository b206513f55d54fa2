package io.twinlake.standin.glue;

import io.twinlake.standin.wire.Call;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableVersionResponse;
import software.amazon.awssdk.services.glue.model.GetTableVersionsRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionsResponse;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableVersion;
import software.amazon.awssdk.services.glue.model.TableVersionError;

/** The operations on versions of tables (aws-facts 7). */
final class TableVersions {
  private static final int PAGE = 100;

  private final Context context;
  private final TableView view;

  TableVersions(Context context, TableView view) {
    this.context = context;
    this.view = view;
  }

  GetTableVersionsResponse list(Call call, GetTableVersionsRequest request) {
    TableEntry named = context.access().describe(call, request.databaseName(), request.tableName());
    TableEntry content = context.access().content(call, named);
    Cursor cursor = Cursor.of(request);
    int before =
        cursor.after().isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(cursor.after().get(0));
    Iterator<Table> rest =
        content.versions().stream()
            .filter(version -> Integer.parseInt(version.versionId()) < before)
            .iterator();
    Page<Table> page =
        context.page(cursor, rest, request.maxResults(), PAGE, found -> List.of(found.versionId()));
    return GetTableVersionsResponse.builder()
        .tableVersions(page.map(found -> version(named, view.of(call, content, found))))
        .nextToken(page.nextToken())
        .build();
  }

  BatchDeleteTableVersionResponse deleteAll(Call call, BatchDeleteTableVersionRequest request) {
    TableEntry entry =
        context.access().change(call, "ALTER", request.databaseName(), request.tableName());
    List<TableVersionError> errors = new ArrayList<>();
    for (String version : request.versionIds()) {
      Failures.of(() -> entry.deleteVersion(version))
          .ifPresent(
              detail ->
                  errors.add(
                      TableVersionError.builder()
                          .tableName(entry.name())
                          .versionId(version)
                          .errorDetail(detail)
                          .build()));
    }
    return BatchDeleteTableVersionResponse.builder().errors(errors).build();
  }

  private TableVersion version(TableEntry named, Table seen) {
    Table table = named.isLink() ? view.through(named, seen) : seen;
    return TableVersion.builder().table(table).versionId(table.versionId()).build();
  }
}
