package io.twinlake.transform;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values of parameters, whose names engines choose. Under a name that is known to hold a location,
 * all of the text is one, blanks and all; under any other name it is taken for one when it is an S3
 * URI without blanks and commas, and under a name for people never.
 */
final class ParameterSpelling implements Place.Spelling<Locations> {
  /** Of Spark, Iceberg, Hive, Avro and Hudi (aws-facts 11). */
  private static final Set<String> LOCATIONS =
      Set.of(
          "path",
          "location",
          "metadata_location",
          "previous_metadata_location",
          "write.data.path",
          "write.metadata.path",
          "write.object-storage.path",
          "write.folder-storage.path",
          "avro.schema.url",
          "hoodie.base.path");

  private static final Set<String> FOR_PEOPLE = Set.of("comment", "description", "note", "notes");

  private static final Pattern NOT_ALONE = Pattern.compile("[\\s,;]");

  @Override
  public String rewrite(Locations mapping, String member, String text) {
    String name = member.toLowerCase(Locale.ROOT);
    boolean isLocation =
        LOCATIONS.contains(name) || (!FOR_PEOPLE.contains(name) && !NOT_ALONE.matcher(text).find());
    return isLocation ? mapping.location(text) : text;
  }
}
