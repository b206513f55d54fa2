package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.model.Events;
import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.UserError;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;

/** A backup from a caller who was no admin is restored only when someone says so. */
class IncompleteBackupTest {
  private final TwoRegions regions = new TwoRegions();
  private final Heard heard = new Heard();

  @BeforeEach
  void takeTheRightsAway() {
    regions.source().glue().createDatabase(r -> r.databaseInput(d -> d.name("sales")));
    DataLakeSettings settings =
        regions.source().lakeFormation().getDataLakeSettings(r -> {}).dataLakeSettings();
    regions
        .source()
        .lakeFormation()
        .putDataLakeSettings(
            r -> r.dataLakeSettings(settings.copy(s -> s.readOnlyAdmins(List.of()))));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void isNotRestoredAndNothingIsWritten() {
    job().backup();
    regions.aws().calls().clear();
    assertThatThrownBy(() -> job().restore(Selection.LATEST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(TwoRegions.jobArn())
        .hasMessageContaining("LF-tags, data cells filters, row policies and grants may be missing")
        .hasMessageContaining("--accept-incomplete");
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }

  @Test
  void isNotRestoredByASyncEither() {
    assertThatThrownBy(() -> job().sync())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--accept-incomplete");
    assertThat(regions.target().glue().getDatabases(r -> {}).databaseList()).isEmpty();
  }

  @Test
  void isRestoredWhenAcceptedAndSaysWhatMayBeMissing() {
    job().backup();
    job().restore(Selection.LATEST.acceptingIncomplete(true));
    assertThat(heard.counts()).containsEntry("database created", 1L);
    assertThat(heard.notes(Level.WARNING))
        .anyMatch(note -> note.contains("no data lake administrator of the source"));
  }

  @Test
  void isSyncedWhenAccepted() {
    job().sync(true);
    assertThat(heard.counts()).containsEntry("database created", 1L);
  }

  @Test
  void isPlannedAndVerifiedAsAnyOther() {
    regions.job(TwoRegions.config(), Events.NONE).backup();
    job().plan(Selection.LATEST);
    job().verify(Selection.LATEST);
    assertThat(heard.counts()).containsEntry("database created", 2L);
  }

  private Twinlake job() {
    return regions.job(TwoRegions.config(), heard);
  }
}
