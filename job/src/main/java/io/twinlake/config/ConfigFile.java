package io.twinlake.config;

import io.twinlake.model.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that an operator writes, on disk, and what holds for its bytes anywhere. */
final class ConfigFile {
  /** Far more than a mapping of a thousand buckets takes. */
  static final int MAX_BYTES = 512 * 1024;

  private ConfigFile() {}

  /** The configuration itself. */
  static String text(String location) {
    return text("configuration", location, "name your glue_config.conf");
  }

  /** A file that a configuration on disk names, by a path that begins where that one lies. */
  static String beside(String configuration, String path) {
    try {
      return text(
          "mapping file",
          Path.of(configuration).resolveSibling(path).toString(),
          "correct the path, which begins beside the configuration");
    } catch (InvalidPathException e) {
      throw UserError.usage("%s is not a path; correct it.".formatted(path));
    }
  }

  /**
   * @param what it is, for sentences
   * @param advice what to do when there is no such file
   */
  private static String text(String what, String location, String advice) {
    try (InputStream in = Files.newInputStream(Path.of(location))) {
      return decoded(what, in.readNBytes(MAX_BYTES + 1), location);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw UserError.usage("There is no file %s; %s.".formatted(location, advice));
    } catch (IOException e) {
      throw UserError.usage(
          "%s cannot be read (%s); name a readable file.".formatted(location, e.getMessage()));
    }
  }

  static String decoded(String what, byte[] bytes, String place) {
    if (bytes.length > MAX_BYTES) {
      throw UserError.usage(
          "%s is larger than %d KiB and cannot be a %s; name another file."
              .formatted(place, MAX_BYTES / 1024, what));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw UserError.usage(place + " is not a text in UTF-8; save it as one.");
    }
  }
}
