package io.twinlake.report;

import io.twinlake.model.Kind;
import io.twinlake.model.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The table of kinds and outcomes. */
final class Table {
  private static final List<Outcome> BACKUP =
      List.of(Outcome.SAVED, Outcome.SKIPPED, Outcome.FAILED);
  private static final int NARROWEST_FIRST_COLUMN = 20;
  private static final int COLUMN = 10;

  private final Counts counts;
  private final List<Outcome> columns;
  private final Wording wording;
  private final Paint paint;
  private final int firstColumn;

  Table(Summary summary, Paint paint) {
    this.counts = summary.counts();
    this.columns = columns(summary);
    this.wording = Wording.of(summary.command());
    this.paint = paint;
    this.firstColumn =
        counts.byKind().keySet().stream()
            .mapToInt(kind -> Wording.plural(kind).length())
            .reduce(NARROWEST_FIRST_COLUMN, Math::max);
  }

  private static List<Outcome> columns(Summary summary) {
    return summary.command() == Command.BACKUP
        ? BACKUP
        : Arrays.stream(Outcome.values())
            .filter(outcome -> outcome != Outcome.SAVED || summary.counts().of(outcome) > 0)
            .toList();
  }

  String render() {
    StringBuilder text = new StringBuilder(" ".repeat(firstColumn));
    for (Outcome outcome : columns) {
      text.append(" ".repeat(COLUMN - wording.of(outcome).length())).append(wording.of(outcome));
    }
    text.append('\n');
    counts.byKind().keySet().forEach(kind -> text.append(row(kind)));
    return text.toString();
  }

  private String row(Kind kind) {
    StringBuilder row = new StringBuilder(Wording.plural(kind));
    row.append(" ".repeat(firstColumn - row.length()));
    for (Outcome outcome : columns) {
      long count = counts.of(kind, outcome);
      String cell = count == 0 ? "-" : String.format(Locale.ROOT, "%,d", count);
      row.append(" ".repeat(Math.max(1, COLUMN - cell.length())));
      row.append(count == 0 ? cell : paint.of(outcome, cell));
    }
    return row.append('\n').toString();
  }
}
