package io.twinlake.config;

import io.twinlake.model.S3Location;
import io.twinlake.model.UserError;
import software.amazon.awssdk.services.s3.S3Client;

/** Where the file of principals is read that a configuration names. */
@FunctionalInterface
public interface MappingFiles {
  /**
   * @param place as the configuration names it: {@code s3://bucket/key}, or a path, which begins
   *     beside the configuration
   * @throws UserError when it cannot be read
   */
  String text(String place);

  /** Beside a configuration on disk, with nothing in S3. */
  static MappingFiles onDisk(String configuration) {
    return onDisk(
        configuration,
        place -> {
          throw UserError.usage("It lies in S3, which is not read here; name a file on disk.");
        });
  }

  /** Beside a configuration on disk, or in S3. */
  static MappingFiles onDisk(String configuration, MappingFiles inS3) {
    return place ->
        S3Location.parse(place).isPresent()
            ? inS3.text(place)
            : ConfigFile.beside(configuration, place);
  }

  /**
   * In S3.
   *
   * @param configuration {@code s3://bucket/key}, beside which a path begins
   */
  static MappingFiles inS3(S3Client s3, String configuration) {
    String folder = configuration.substring(0, configuration.lastIndexOf('/') + 1);
    return place -> {
      S3Location object =
          S3Location.parse(place).or(() -> S3Location.parse(folder + place)).orElseThrow();
      return ConfigObject.of("mapping file", object.bucket(), object.rest()).text(s3);
    };
  }
}
