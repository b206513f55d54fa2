package io.twinlake.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest.Range;
import io.twinlake.snapshot.Manifest.Unread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A manifest as a file. Its last member is the SHA-256 of every line before it, so that {@code head
 * -n -2 manifest.json | sha256sum} shows it and no byte can change unseen.
 */
final class ManifestText {
  private static final Pattern ENDING = Pattern.compile("  \"sha256\" : \"([0-9a-f]{64})\"\n}\n");
  private static final int ENDING_LENGTH = "  \"sha256\" : \"\"\n}\n".length() + 64;

  private ManifestText() {}

  static byte[] write(Manifest manifest) {
    try {
      return sealed(Json.PRETTY.writeValueAsString(manifest));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds the checksum to a JSON object whose last line is its closing brace. */
  static byte[] sealed(String json) {
    String lines = json.substring(0, json.lastIndexOf('\n')) + ",\n";
    String sha256 = Sha256.hex(lines.getBytes(StandardCharsets.UTF_8));
    return (lines + "  \"sha256\" : \"" + sha256 + "\"\n}\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param place the file's name, for sentences about it
   * @throws UserError when this is no manifest, one of a newer format, or one that was changed
   */
  static Manifest read(byte[] file, String place) {
    requireKnownFormat(file, place);
    requireUnchanged(file, place);
    Manifest manifest = parse(file, place);
    ManifestLaw.broken(manifest)
        .ifPresent(
            broken -> {
              throw UserError.failed(
                  "%s contradicts itself: %s; use another snapshot.".formatted(place, broken));
            });
    return manifest;
  }

  private static void requireKnownFormat(byte[] file, String place) {
    JsonNode version = parseTree(file, place).path("format_version");
    if (version.isIntegralNumber() && version.longValue() > Manifest.FORMAT_VERSION) {
      throw UserError.failed(
          "%s is of format %s and this version of Twinlake reads up to %d; use a newer version."
              .formatted(place, version, Manifest.FORMAT_VERSION));
    }
  }

  private static JsonNode parseTree(byte[] file, String place) {
    try {
      return Json.object(file);
    } catch (IOException e) {
      throw UserError.failed(
          "%s is damaged: it is not a JSON object; use another snapshot.".formatted(place), e);
    }
  }

  private static void requireUnchanged(byte[] file, String place) {
    int end = Math.max(0, file.length - ENDING_LENGTH);
    byte[] lines = Arrays.copyOf(file, end);
    String ending = new String(file, end, file.length - end, StandardCharsets.ISO_8859_1);
    var matcher = ENDING.matcher(ending);
    if (!matcher.matches() || !matcher.group(1).equals(Sha256.hex(lines))) {
      throw UserError.failed(
          "%s is damaged: its lines do not have the SHA-256 that ends it; use another snapshot."
              .formatted(place));
    }
  }

  /**
   * Earlier versions read none of the optional kinds, and so neither named them nor had places for
   * them.
   */
  private static void withDefaults(ObjectNode manifest) {
    ObjectNode scope = manifest.withObject("/scope");
    if (!scope.has("kinds")) {
      scope.putArray("kinds");
    }
    ObjectNode none = Json.tree(Range.NONE);
    if (!manifest.has("others")) {
      manifest.set("others", none);
    }
    manifest
        .path("databases")
        .forEach(
            database -> {
              if (database instanceof ObjectNode ranges && !ranges.has("details")) {
                ranges.set("details", none);
              }
            });
  }

  private static Manifest parse(byte[] file, String place) {
    try {
      ObjectNode manifest = Json.object(file);
      if (!manifest.has("buckets")) {
        manifest.putObject("buckets");
      }
      if (!manifest.has("unsupported")) {
        manifest.putArray("unsupported");
        for (Unread lacking : Unread.OF_EARLIER_VERSION) {
          byte[] json = Json.PRETTY.writeValueAsBytes(lacking);
          manifest.withArray("unread").add(Json.object(json));
        }
      }
      withDefaults(manifest);
      return Json.only(Manifest.class).readValue(manifest);
    } catch (IOException e) {
      throw UserError.failed(
          "%s lacks what a manifest needs (%s); use another snapshot."
              .formatted(
                  place, e instanceof JsonProcessingException j ? j.getOriginalMessage() : e),
          e);
    }
  }
}
