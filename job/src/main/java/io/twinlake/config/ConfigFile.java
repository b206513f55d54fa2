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

/** A configuration on disk, and what holds for its bytes anywhere. */
final class ConfigFile {
  /** Far more than a mapping of a thousand buckets takes. */
  static final int MAX_BYTES = 512 * 1024;

  private ConfigFile() {}

  static String text(String location) {
    try (InputStream in = Files.newInputStream(Path.of(location))) {
      return decoded(in.readNBytes(MAX_BYTES + 1), location);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw UserError.usage("There is no file %s; name your glue_config.conf.".formatted(location));
    } catch (IOException e) {
      throw UserError.usage(
          "%s cannot be read (%s); name a readable file.".formatted(location, e.getMessage()));
    }
  }

  static String decoded(byte[] bytes, String place) {
    if (bytes.length > MAX_BYTES) {
      throw UserError.usage(
          "%s is larger than %d KiB and cannot be a configuration; name another file."
              .formatted(place, MAX_BYTES / 1024));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw UserError.usage(place + " is not a text in UTF-8; save it as one.");
    }
  }
}
