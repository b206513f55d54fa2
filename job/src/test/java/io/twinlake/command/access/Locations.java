package io.twinlake.command.access;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Registered locations.
 *
 * @param hybrid by path, {@code bucket/prefix} without a slash at the end
 */
record Locations(Map<String, Boolean> hybrid) {
  private static final String SCHEME = "^(arn:[^:]*:s3:::|s3[an]?://)";

  /** Who decides about a location's data; the later, the wider. */
  enum Rule {
    LAKE_FORMATION,
    /** Lake Formation for those who opted in, IAM for the others. */
    HYBRID,
    IAM
  }

  static Locations of(Map<String, Boolean> hybridByArn) {
    Map<String, Boolean> byPath = new TreeMap<>();
    hybridByArn.forEach((arn, hybrid) -> byPath.put(path(arn), hybrid));
    return new Locations(byPath);
  }

  /** The same for an ARN and for a URI of any scheme. */
  static String path(String location) {
    return location.replaceFirst(SCHEME, "").replaceFirst("/+$", "");
  }

  Set<String> paths() {
    return hybrid.keySet();
  }

  /** What the innermost registered location says; where none is, IAM decides. */
  Rule rule(String location) {
    String path = path(location);
    return hybrid.entrySet().stream()
        .filter(e -> path.equals(e.getKey()) || path.startsWith(e.getKey() + "/"))
        .max(Comparator.comparing(e -> e.getKey().length()))
        .map(e -> e.getValue() ? Rule.HYBRID : Rule.LAKE_FORMATION)
        .orElse(Rule.IAM);
  }

  Locations mapped(UnaryOperator<String> arn) {
    Map<String, Boolean> mapped = new TreeMap<>();
    hybrid.forEach((path, mode) -> mapped.put(path(arn.apply("s3://" + path)), mode));
    return new Locations(mapped);
  }

  /** A location's URI or ARN with its bucket replaced. */
  static String mapped(String location, Map<String, String> buckets) {
    String rest = location.replaceFirst(SCHEME, "");
    String scheme = location.substring(0, location.length() - rest.length());
    String bucket = rest.replaceFirst("/.*", "");
    return scheme + buckets.getOrDefault(bucket, bucket) + rest.substring(bucket.length());
  }
}
