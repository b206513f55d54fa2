package io.twinlake.cli;

import io.twinlake.command.Selection;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.report.ProblemFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of which snapshot. */
final class SelectionOptions {
  @Option(
      names = "--snapshot",
      paramLabel = "<id>",
      defaultValue = "latest",
      description = "A snapshot's id, or latest (the default).")
  private String snapshot = "latest";

  @Option(
      names = "--database",
      paramLabel = "<name>",
      description = "Only this database; may be given several times.")
  private List<String> databases = List.of();

  @Option(
      names = "--table",
      paramLabel = "<db.table>",
      description = "Only this table; may be given several times.")
  private List<String> tables = List.of();

  @Option(
      names = "--only",
      paramLabel = "<file>",
      description = "Only the objects of an earlier run's problem file.")
  private @Nullable Path only;

  /**
   * @throws UserError when a table or the problem file cannot be read as one
   */
  Selection selection() {
    Set<String> folded = new TreeSet<>();
    databases.forEach(name -> folded.add(ObjectKey.fold(name)));
    Set<ObjectKey> keys = new TreeSet<>();
    tables.forEach(name -> keys.add(table(name)));
    Set<ObjectKey> listed = only == null ? Set.of() : ProblemFile.keys(only);
    return new Selection(snapshot, folded, keys, listed);
  }

  private static ObjectKey table(String name) {
    int dot = name.indexOf('.');
    if (dot < 1 || dot == name.length() - 1) {
      throw UserError.usage("--table %s names no table; write it as db.table.".formatted(name));
    }
    return ObjectKey.table(name.substring(0, dot), name.substring(dot + 1));
  }
}
