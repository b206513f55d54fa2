package io.twinlake.report;

import io.twinlake.model.Events.Note;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import java.util.List;
import java.util.Locale;

/** A summary for a person, on one screen; its wording may change. */
public final class TextView {
  private static final int NOTES_PER_LEVEL = 8;
  private static final int WIDEST = 200;

  private final Summary summary;
  private final Paint paint;
  private final Wording wording;
  private final StringBuilder text = new StringBuilder();

  private TextView(Summary summary, Paint paint) {
    this.summary = summary;
    this.paint = paint;
    this.wording = Wording.of(summary.command());
  }

  public static String render(Summary summary, Paint paint) {
    String details = new TextView(summary, paint).details();
    String end = paint.bold(Wording.sentence(summary)) + "\n";
    return details.isEmpty() ? end : details + "\n" + end;
  }

  /** The other way around, for places that cut a long text: how it ended, and then the details. */
  public static String renderFromTheEnd(Summary summary) {
    StringBuilder text = new StringBuilder(Wording.sentence(summary)).append('\n');
    summary.errors().forEach(error -> text.append(error).append('\n'));
    return text.append(new TextView(summary, Paint.NONE).details()).toString().stripTrailing();
  }

  private String details() {
    if (!summary.counts().isEmpty()) {
      text.append(new Table(summary, paint).render());
    }
    for (Outcome outcome : Outcome.values()) {
      appendListed(outcome);
    }
    appendNotes(Note.Level.INFO, "Notes");
    appendNotes(Note.Level.WARNING, "Warnings");
    appendNotes(Note.Level.PROBLEM, "Problems");
    return text.toString();
  }

  private void appendListed(Outcome outcome) {
    List<ObjectResult> few =
        summary.listed().stream().filter(result -> result.outcome() == outcome).toList();
    if (few.isEmpty()) {
      return;
    }
    long all = summary.counts().of(outcome);
    text.append(String.format(Locale.ROOT, "\n%s (%,d)\n", title(outcome), all));
    few.forEach(result -> text.append("  ").append(line(result)).append('\n'));
    if (all > few.size()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  … and %,d more; those that have a line of their own are in %s\n",
              all - few.size(),
              summary.problems()));
    }
  }

  private String title(Outcome outcome) {
    return paint.of(outcome, Wording.capital(wording.of(outcome)));
  }

  private static String line(ObjectResult result) {
    String reason = result.reason().isEmpty() ? "" : ": " + result.reason();
    return printable(result.key() + reason);
  }

  /** Names come from the catalog and must not steer the terminal. */
  private static String printable(String line) {
    String plain = line.replaceAll("\\p{Cntrl}+", " ");
    return plain.length() <= WIDEST ? plain : plain.substring(0, WIDEST - 1) + "…";
  }

  private void appendNotes(Note.Level level, String title) {
    List<Note> notes = summary.notes().stream().filter(note -> note.level() == level).toList();
    if (notes.isEmpty()) {
      return;
    }
    text.append('\n').append(paint(level, title)).append('\n');
    notes.stream()
        .limit(NOTES_PER_LEVEL)
        .forEach(note -> text.append("  ").append(note.sentence().strip()).append('\n'));
    if (notes.size() > NOTES_PER_LEVEL) {
      text.append(
          String.format("  … and %,d more; --json shows all\n", notes.size() - NOTES_PER_LEVEL));
    }
  }

  private String paint(Note.Level level, String title) {
    return switch (level) {
      case INFO -> title;
      case WARNING -> paint.yellow(title);
      case PROBLEM -> paint.red(title);
    };
  }
}
