package io.twinlake.report;

import io.twinlake.model.Events.Note;
import io.twinlake.model.ObjectResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param listed the first few of the objects that were not fine, for the screen
 * @param errors why the run could not be done or not to its end, one sentence each; empty when it
 *     came to its end
 * @param problems where every object that was not fine is written, one JSON line each; null when
 *     there was none
 */
public record Summary(
    Command command,
    Counts counts,
    List<Note> notes,
    List<ObjectResult> listed,
    List<String> errors,
    Exit exit,
    @Nullable String problems) {
  public Summary {
    notes = List.copyOf(notes);
    listed = List.copyOf(listed);
    errors = List.copyOf(errors);
  }
}
