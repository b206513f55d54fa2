package io.twinlake.transform;

import io.twinlake.model.S3Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bucket, or which prefix of one, stands for which in the target. What the longest entry
 * covers is replaced by its target and the rest of the location stays, character for character;
 * what was rewritten once is not rewritten again.
 *
 * @param places source to target as they take effect, each {@code bucket} or {@code bucket/prefix}
 *     without a slash at its end
 */
public record BucketMapping(Map<String, String> places) implements Locations {
  public static final BucketMapping IDENTITY = new BucketMapping(Map.of());

  /** A bucket or a part of one; access points and object lambdas have a region there. */
  private static final Pattern ARN =
      Pattern.compile("(arn:aws[a-z-]*:s3:::)([^/]+(?:/.*)?)", Pattern.DOTALL);

  /**
   * @throws IllegalArgumentException when what one entry gives is what another rewrites, or
   *     rewrites in part
   */
  public BucketMapping {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    for (String target : places.values()) {
      if (S3Location.movesOn(places, target)) {
        throw new IllegalArgumentException("Bucket " + target + " is both a source and a target.");
      }
    }
  }

  public boolean isIdentity() {
    return places.keySet().stream().noneMatch(this::moves);
  }

  /** Not what is its own target, like what has no other because its target bucket is missing. */
  private boolean moves(String place) {
    return !place.equals(places.get(place));
  }

  /** Whether an entry says where else {@code s3://bucket/path} is in the target. */
  public boolean covers(String location) {
    return entry(location).isPresent();
  }

  /** Whether a location in the target is one that an entry leads to. */
  public boolean leadsTo(String location) {
    return S3Location.parse(location)
        .map(found -> found.bucket() + found.rest())
        .filter(
            path ->
                places.keySet().stream()
                    .filter(this::moves)
                    .map(places::get)
                    .anyMatch(place -> S3Location.covers(place, path)))
        .isPresent();
  }

  /**
   * The entry that covers a location, as the beginning of it and what that becomes, e.g. {@code
   * s3://bucket} and {@code s3://other/folder}; empty when none does, or what does stays.
   */
  public Optional<Map.Entry<String, String>> entry(String location) {
    return S3Location.parse(location)
        .flatMap(
            found ->
                S3Location.covering(places, found.bucket() + found.rest())
                    .filter(this::moves)
                    .map(
                        place ->
                            Map.entry(
                                found.scheme() + "://" + place,
                                found.scheme() + "://" + places.get(place))));
  }

  /** Rewrites {@code s3://bucket/path}; any other text stays. */
  @Override
  public String location(String text) {
    return S3Location.parse(text)
        .map(found -> found.scheme() + "://" + path(found.bucket() + found.rest()))
        .orElse(text);
  }

  /** Rewrites the value of a parameter when that is a location, by its name or by what it is. */
  public String parameter(String name, String value) {
    return new ParameterSpelling().rewrite(this, name, value);
  }

  /** Rewrites {@code arn:aws:s3:::bucket/path} within its AWS partition; any other text stays. */
  @Override
  public String arn(String text) {
    Matcher arn = ARN.matcher(text);
    return arn.matches() ? arn.group(1) + path(arn.group(2)) : text;
  }

  /** What such an ARN names, {@code bucket/path}; empty for any other text. */
  static Optional<String> pathOf(String text) {
    Matcher arn = ARN.matcher(text);
    return arn.matches() ? Optional.of(arn.group(2)) : Optional.empty();
  }

  private String path(String path) {
    return S3Location.moved(places, path);
  }
}
