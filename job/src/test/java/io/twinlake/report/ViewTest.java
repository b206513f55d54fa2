package io.twinlake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.model.UserError;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewTest {
  @Test
  void aRestoreIsATableWhatWentWrongAndASentence() {
    Tally tally = tally(Command.RESTORE);
    tally.results(Kind.PARTITION, Outcome.CREATED, 5_000);
    tally.results(Kind.DATABASE, Outcome.UNCHANGED, 3);
    tally.results(Kind.TABLE, Outcome.CREATED, 12);
    tally.results(Kind.TABLE, Outcome.UPDATED, 3);
    tally.result(failed("orders", "Glue refused it: Access denied."));
    tally.warn("The bucket raw-eu has no twin; its locations stay.");
    tally.problem("The deletes were skipped: 12 of 20 tables is over delete_limit_percent.");
    assertThat(TextView.render(tally.finished(false), Paint.NONE))
        .isEqualTo(
            """
                                   created   updated unchanged   deleted   skipped    failed
            databases                    -         -         3         -         -         -
            tables                      12         3         -         -         -         1
            partitions               5,000         -         -         -         -         -

            Failed (1)
              table sales.orders: Glue refused it: Access denied.

            Warnings
              The bucket raw-eu has no twin; its locations stay.

            Problems
              The deletes were skipped: 12 of 20 tables is over delete_limit_percent.

            Restore complete: 5,012 created, 3 updated, 0 deleted, 1 failed.
            """);
  }

  @Test
  void aBackupSaysWhatItSaved() {
    Tally tally = tally(Command.BACKUP);
    tally.results(Kind.TABLE, Outcome.SAVED, 40);
    assertThat(TextView.render(tally.finished(false), Paint.NONE))
        .isEqualTo(
            """
                                     saved   skipped    failed
            tables                      40         -         -

            Backup complete: 40 saved, 0 failed.
            """);
  }

  @Test
  void aSyncKeepsWhatItSavedApartFromWhatItCreated() {
    Tally tally = tally(Command.SYNC);
    tally.results(Kind.TABLE, Outcome.SAVED, 40);
    tally.results(Kind.TABLE, Outcome.CREATED, 2);
    assertThat(TextView.render(tally.finished(false), Paint.NONE))
        .contains("     saved   created   updated ")
        .contains("tables                      40         2         -")
        .endsWith("\nSync complete: 2 created, 0 updated, 0 deleted, 0 failed.\n");
  }

  @Test
  void aPlanSaysWhatItWouldDo() {
    Tally tally = tally(Command.PLAN);
    tally.results(Kind.TABLE, Outcome.CREATED, 12);
    tally.results(Kind.TABLE, Outcome.UPDATED, 3);
    assertThat(TextView.render(tally.finished(false), Paint.NONE))
        .contains("to create to update unchanged to delete   skipped    failed")
        .endsWith("\nPlan: 12 to create, 3 to update, 0 to delete.\n");
  }

  @Test
  void verifyNamesWhatDiffersAndHow() {
    Tally tally = tally(Command.VERIFY);
    tally.result(new ObjectResult(ObjectKey.table("sales", "a"), Outcome.CREATED, ""));
    tally.result(
        new ObjectResult(
            ObjectKey.table("sales", "b"), Outcome.UPDATED, "Parameters.owner is ann, not bob"));
    tally.result(new ObjectResult(ObjectKey.database("own"), Outcome.DELETED, ""));
    tally.results(Kind.TABLE, Outcome.UNCHANGED, 1_230);
    Summary summary = tally.finished(true);
    assertThat(summary.exit()).isEqualTo(Exit.DIFFERENCES);
    assertThat(TextView.render(summary, Paint.NONE))
        .contains("Missing (1)\n  table sales.a\n")
        .contains("Differs (1)\n  table sales.b: Parameters.owner is ann, not bob\n")
        .contains("Extra (1)\n  database own\n")
        .endsWith("Verify: 1 missing, 1 differs, 1 extra, 1,230 same.\n");
  }

  @Test
  void cutsALongListAndNamesTheFileThatHasAll() {
    Tally tally = tally(Command.RESTORE);
    for (int i = 0; i < 1_000; i++) {
      tally.result(failed("t" + i, "Access denied."));
      tally.warn("Warning " + i + ".");
    }
    String text = TextView.render(tally.finished(false), Paint.NONE);
    assertThat(text)
        .contains("Failed (1,000)")
        .contains("… and 992 more; those that have a line of their own are in the log")
        .contains("… and 992 more; --json shows all");
    assertThat(text.lines().count()).isLessThan(40);
  }

  @Test
  void aNameCannotSteerTheTerminal() {
    Tally tally = tally(Command.RESTORE);
    tally.result(failed("a\u001b[2Jb\nc", "x".repeat(1_000)));
    String text = TextView.render(tally.finished(false), Paint.NONE);
    assertThat(text).contains("table sales.a [2jb c: xxx").doesNotContain("\u001b");
    assertThat(text.lines()).allMatch(line -> line.length() <= 202);
  }

  @Test
  void coloursOnlyWhenAsked() {
    Tally tally = tally(Command.RESTORE);
    tally.result(failed("a", "no"));
    Summary summary = tally.finished(false);
    assertThat(TextView.render(summary, Paint.NONE)).doesNotContain("\u001b");
    assertThat(TextView.render(summary, Paint.ANSI)).contains("\u001b[31mFailed\u001b[0m (1)");
  }

  @Test
  void aStoppedRunDoesNotCallItselfComplete() {
    Tally tally = tally(Command.RESTORE);
    tally.results(Kind.TABLE, Outcome.CREATED, 5);
    assertThat(TextView.render(tally.stopped(UserError.failed("x")), Paint.NONE))
        .endsWith("Restore stopped before its end: 5 created, 0 updated, 0 deleted, 0 failed.\n");
  }

  @Test
  void jsonHasTheDocumentedMembers() {
    Tally tally = tally(Command.VERIFY);
    tally.results(Kind.TABLE, Outcome.UNCHANGED, 2);
    tally.result(new ObjectResult(ObjectKey.database("own"), Outcome.DELETED, ""));
    tally.warn("w");
    assertThat(JsonView.render(tally.finished(true)).toPrettyString().replace("\r", ""))
        .isEqualTo(
            """
            {
              "command" : "verify",
              "exit" : "differences",
              "exit_code" : 4,
              "totals" : {
                "saved" : 0,
                "created" : 0,
                "updated" : 0,
                "unchanged" : 2,
                "deleted" : 1,
                "skipped" : 0,
                "failed" : 0
              },
              "counts" : {
                "database" : {
                  "saved" : 0,
                  "created" : 0,
                  "updated" : 0,
                  "unchanged" : 0,
                  "deleted" : 1,
                  "skipped" : 0,
                  "failed" : 0
                },
                "table" : {
                  "saved" : 0,
                  "created" : 0,
                  "updated" : 0,
                  "unchanged" : 2,
                  "deleted" : 0,
                  "skipped" : 0,
                  "failed" : 0
                }
              },
              "notes" : [ {
                "level" : "warning",
                "sentence" : "w"
              } ],
              "listed" : [ {
                "kind" : "database",
                "database" : "own",
                "outcome" : "deleted",
                "reason" : ""
              } ],
              "errors" : [ ],
              "problems" : "the log"
            }""");
  }

  @Test
  void kindsStandInTheOrderOfARestore() {
    Tally tally = tally(Command.RESTORE);
    List.of(Kind.GRANT, new Kind("zebra"), Kind.PARTITION, Kind.DATABASE, Kind.LF_TAG)
        .forEach(kind -> tally.results(kind, Outcome.CREATED, 1));
    assertThat(tally.finished(false).counts().byKind().keySet())
        .extracting(Kind::name)
        .containsExactly("database", "partition", "lf_tag", "grant", "zebra");
  }

  @Test
  void everyKindHasANameForOneAndForMany() {
    assertThat(Wording.counted(1, Kind.RLS_POLICY)).isEqualTo("1 row policy");
    assertThat(Wording.counted(2, Kind.RLS_POLICY)).isEqualTo("2 row policies");
    assertThat(Wording.counted(1, Kind.LF_TAG_EXPRESSION)).isEqualTo("1 LF-tag expression");
    assertThat(Wording.counted(1, Kind.IDENTITY_CENTER)).isEqualTo("1 Identity Center link");
    assertThat(Wording.counted(5000, Kind.DATA_CELLS_FILTER)).isEqualTo("5,000 data cells filters");
    assertThat(Wording.counted(1, Kind.PARTITION_INDEX)).isEqualTo("1 partition index");
    assertThat(Wording.counted(2, Kind.PARTITION_INDEX)).isEqualTo("2 partition indexes");
    assertThat(Wording.counted(3, Kind.SCHEMA_REGISTRY)).isEqualTo("3 schema registries");
    assertThat(Wording.counted(1, Kind.COLUMN_STATISTICS)).isEqualTo("1 column statistics");
    assertThat(Wording.counted(2, Kind.DATABASE_TAGS)).isEqualTo("2 database tags");
    assertThat(Wording.counted(2, Kind.USER_DEFINED_FUNCTION))
        .isEqualTo("2 user-defined functions");
  }

  @Test
  void aKindWithALongNameMovesTheColumnsOfAll() {
    Tally tally = tally(Command.BACKUP);
    tally.results(Kind.RLS_POLICY_ATTACHMENT, Outcome.SAVED, 7);
    tally.results(Kind.GRANT, Outcome.SAVED, 12);
    assertThat(TextView.render(tally.finished(false), Paint.NONE))
        .contains("row policy attachments         7", "grants                        12");
  }

  private static Tally tally(Command command) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Tally(command, Problems.printed(nowhere, "the log"), Progress.NONE);
  }

  private static ObjectResult failed(String table, String reason) {
    return new ObjectResult(ObjectKey.table("sales", table), Outcome.FAILED, reason);
  }
}
