package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinlake.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir private Path folder;

  @Test
  void readsALocalFileAndNamesItInProblems() throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), SampleFiles.shipped());
    assertThat(ConfigReader.load(file.toString()).sourceRegion()).isEqualTo("us-east-1");
    Files.writeString(file, "x = 1\n" + SampleFiles.shipped());
    assertRefused(file, file + ":1: x stands before the first [section]; move it into one.");
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    assertRefused(
        folder.resolve("none"),
        "There is no file %s; name your glue_config.conf.".formatted(folder.resolve("none")));
    assertRefused(
        folder, "%s cannot be read (Is a directory); name a readable file.".formatted(folder));
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'[', (byte) 0xe9, ']'});
    assertRefused(latin, latin + " is not a text in UTF-8; save it as one.");
    Path large = Files.write(folder.resolve("large"), new byte[ConfigFile.MAX_BYTES + 1]);
    assertRefused(
        large, large + " is larger than 512 KiB and cannot be a configuration; name another file.");
  }

  @Test
  void saysThatAPlaceIsNoPath() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ConfigReader.load("a\0b"))
        .withMessageContaining("There is no file");
  }

  private static void assertRefused(Path file, String sentence) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ConfigReader.load(file.toString()))
        .satisfies(
            error -> {
              assertThat(error.exit()).isEqualTo(UserError.Exit.USAGE);
              assertThat(error.problems()).containsExactly(sentence);
            });
  }
}
