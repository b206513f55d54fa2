package io.twinlake.model;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in S3 as catalogs spell it, taken apart without changing a character.
 *
 * @param scheme {@code s3}, {@code s3a} or {@code s3n}, spelt as found
 * @param bucket the bucket's name
 * @param rest everything after the bucket, with its leading {@code /}, or empty
 */
public record S3Location(String scheme, String bucket, String rest) {
  private static final Pattern URI =
      Pattern.compile("(?i)(s3|s3a|s3n)://([^/]+)(/.*)?", Pattern.DOTALL);

  /** Parses the text when all of it is an S3 URI, and nothing that merely contains one. */
  public static Optional<S3Location> parse(String text) {
    Matcher matcher = URI.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String rest = matcher.group(3) == null ? "" : matcher.group(3);
    return Optional.of(new S3Location(matcher.group(1), matcher.group(2), rest));
  }

  /** The bucket of {@code bucket} or {@code bucket/prefix}. */
  public static String bucketOf(String place) {
    int slash = place.indexOf('/');
    return slash < 0 ? place : place.substring(0, slash);
  }

  /** Whether the path is the place or lies in it; half a name is none. */
  public static boolean covers(String place, String path) {
    return path.startsWith(place)
        && (path.length() == place.length() || path.charAt(place.length()) == '/');
  }

  /**
   * A path with what the longest of the places that cover it replaced.
   *
   * @param places source to target, each {@code bucket} or {@code bucket/prefix}
   */
  public static String moved(Map<String, String> places, String path) {
    return covering(places, path)
        .map(place -> places.get(place) + path.substring(place.length()))
        .orElse(path);
  }

  /** The longest of the places that cover a path. */
  public static Optional<String> covering(Map<String, String> places, String path) {
    return places.keySet().stream()
        .filter(place -> covers(place, path))
        .max(Comparator.comparingInt(String::length));
  }

  /** Whether what has become the place, or something in it, would be moved once more. */
  public static boolean movesOn(Map<String, String> places, String target) {
    return !moved(places, target).equals(target)
        || places.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(entry.getValue()))
            .anyMatch(entry -> covers(target, entry.getKey()));
  }

  /** Whether one of two places lies in the other, or they are one. */
  public static boolean touch(String one, String other) {
    return covers(one, other) || covers(other, one);
  }

  @Override
  public String toString() {
    return scheme + "://" + bucket + rest;
  }
}
