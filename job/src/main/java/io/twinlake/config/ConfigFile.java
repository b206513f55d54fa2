package io.twinlake.config;

import io.twinlake.model.S3Location;
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
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/** Fetches the text of a configuration; every failure is a sentence that names the place. */
final class ConfigFile {
  /** Far more than a mapping of a thousand buckets takes. */
  static final int MAX_BYTES = 512 * 1024;

  private ConfigFile() {}

  static String text(String location, Supplier<S3Client> s3) {
    Optional<S3Location> object = S3Location.parse(location);
    return object.isPresent()
        ? ConfigObject.of(object.get().bucket(), object.get().rest()).text(s3.get())
        : local(location);
  }

  private static String local(String location) {
    try (InputStream in = Files.newInputStream(Path.of(location))) {
      return decoded(in.readNBytes(MAX_BYTES + 1), location);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw UserError.usage(
          "There is no file %s; name the configuration with --config.".formatted(location));
    } catch (IOException e) {
      throw UserError.usage(
          "%s cannot be read (%s); name a readable file with --config."
              .formatted(location, e.getMessage()));
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
