package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableResourceShareType;
import software.amazon.awssdk.services.glue.model.TableStatus;

/** The operations that read tables. */
final class TableReads {
  private static final int PAGE = 100;

  private final Context context;
  private final TableView view;
  private final Views views;

  TableReads(Context context, TableView view, Views views) {
    this.context = context;
    this.view = view;
    this.views = views;
  }

  GetTablesResponse list(Call call, GetTablesRequest request) {
    DatabaseEntry named = context.access().describe(call, request.databaseName());
    DatabaseEntry home = context.access().content(named);
    Predicate<String> matches = matching(request.expression());
    Cursor cursor = Cursor.of(request);
    String after = cursor.after().isEmpty() ? "" : cursor.after().get(0);
    Iterator<TableEntry> rest =
        home.tables().tailMap(after, false).values().stream()
            .filter(entry -> request.resourceShareType() != TableResourceShareType.FEDERATED)
            .filter(entry -> matches.test(entry.name()))
            .filter(
                entry ->
                    context.rights().mayDescribeTable(call.caller(), home.name(), entry.name()))
            .iterator();
    Page<TableEntry> page =
        context.page(cursor, rest, request.maxResults(), PAGE, entry -> List.of(entry.name()));
    return GetTablesResponse.builder()
        .tableList(page.map(entry -> listed(call, entry, request)))
        .nextToken(page.nextToken())
        .build();
  }

  GetTableResponse get(Call call, GetTableRequest request) {
    TableEntry named = context.access().describe(call, request.databaseName(), request.name());
    TableEntry content = context.access().content(call, named);
    Optional<TableStatus> status = status(content, request.includeStatusDetails());
    Table seen = view.of(call, content, content.current());
    Table answer = named.isLink() ? view.through(named, seen) : seen;
    return GetTableResponse.builder()
        .table(TableView.only(with(status, answer), request.attributesToGet()))
        .build();
  }

  private Table listed(Call call, TableEntry entry, GetTablesRequest request) {
    Optional<TableStatus> status = status(entry, request.includeStatusDetails());
    return TableView.only(
        with(status, view.of(call, entry, entry.current())), request.attributesToGet());
  }

  private Optional<TableStatus> status(TableEntry entry, @Nullable Boolean asked) {
    if (!Boolean.TRUE.equals(asked)) {
      return Optional.empty();
    }
    views.look(entry);
    return entry.change().map(ViewChange::status);
  }

  private static Table with(Optional<TableStatus> status, Table table) {
    return status.map(found -> table.toBuilder().status(found).build()).orElse(table);
  }

  private static Predicate<String> matching(@Nullable String expression) {
    if (expression == null || expression.isEmpty()) {
      return name -> true;
    }
    try {
      return Pattern.compile(expression, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    } catch (PatternSyntaxException e) {
      throw AwsError.invalidInput("Expression " + expression + " is not a regular expression.");
    }
  }
}
