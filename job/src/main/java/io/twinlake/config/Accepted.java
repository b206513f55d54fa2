package io.twinlake.config;

import io.twinlake.config.TwinlakeConfig.ObjectPlace;
import io.twinlake.model.S3Location;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What each kind of value may be.
 *
 * <p>All of them throw {@link BadValue} for what is not accepted.
 */
final class Accepted {
  static final String ALL_DATABASE = "ALL_DATABASE";

  /** The words of {@code ConfigParser.getboolean}. */
  private static final Set<String> YES = Set.of("1", "yes", "true", "on");

  private static final Set<String> NO = Set.of("0", "no", "false", "off");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]{2,15}){1,3}-[1-9]\\d?");

  /**
   * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket
   * naming rules</a>.
   */
  private static final Pattern BUCKET =
      Pattern.compile("(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /** Buckets of us-east-1 from before March 2018 may be named like this. */
  private static final Pattern OLD_BUCKET = Pattern.compile("[A-Za-z0-9._-]{3,255}");

  /** Glue's longest database name (aws-facts 3). */
  private static final int MAX_DATABASE = 255;

  private Accepted() {}

  static boolean flag(String value) {
    String word = value.toLowerCase(Locale.ROOT);
    require(
        YES.contains(word) || NO.contains(word),
        "is neither yes nor no; write True or False (yes, no, on, off, 1 and 0 are fine too)");
    return YES.contains(word);
  }

  /** One of a few words, in any case. */
  static String word(String value, String... words) {
    String word = value.toLowerCase(Locale.ROOT);
    require(
        List.of(words).contains(word),
        "is not one of the words for it; write " + String.join(" or ", words));
    return word;
  }

  static double percent(String value) {
    double percent = number(value, "a number from 0 to 100");
    require(percent <= 100, "is more than all; write a number from 0 to 100");
    return percent;
  }

  static double perSecond(String value) {
    double rate = number(value, "a number above 0");
    require(rate > 0, "would stop every call; write a number above 0");
    return rate;
  }

  private static double number(String value, String accepted) {
    require(NUMBER.matcher(value).matches(), "is not a number; write " + accepted);
    return Double.parseDouble(value);
  }

  static String region(String value) {
    require(
        REGION.matcher(value).matches(),
        "is not the name of an AWS region; write it without quotes like us-east-1");
    return value;
  }

  static List<String> regions(String value) {
    List<String> regions = names(value, "['us-east-1', 'ap-south-1']");
    for (String region : regions) {
      require(
          REGION.matcher(region).matches(),
          "has '%s', which is not the name of an AWS region; write names like 'us-east-1'",
          region);
    }
    return regions;
  }

  static String bucket(String value) {
    requireBucket(BUCKET, value);
    return value;
  }

  private static void requireBucket(Pattern rule, String name) {
    require(
        rule.matcher(name).matches(),
        "has '%s', which cannot be a bucket's name; write the name alone, without s3:// and slashes: 3 to 63 lower-case letters, digits, dots and hyphens",
        name);
  }

  /** A prefix without slashes at its ends; may be empty. */
  static String folder(String value) {
    require(!value.contains("://"), "is a URI; write the prefix alone, like backups/twinlake");
    return value.replaceAll("^/++|(?<!/)/++$", "");
  }

  static String fileName(String value) {
    require(
        !value.isEmpty() && !value.contains("/"),
        "is not a file's name; write one without slashes, like data.json");
    return value;
  }

  static ObjectPlace object(String value) {
    S3Location location =
        S3Location.parse(value)
            .filter(found -> found.scheme().equals("s3"))
            .filter(found -> found.rest().length() > 1 && !found.rest().endsWith("/"))
            .orElseThrow(
                () -> new BadValue("is not the place of an object; write s3://bucket/folder/file"));
    requireBucket(BUCKET, location.bucket());
    return new ObjectPlace(location.bucket(), location.rest().substring(1));
  }

  static List<String> catalogs(String value) {
    List<String> names = names(value, "['AwsDataCatalog']");
    require(
        names.equals(List.of("AwsDataCatalog")),
        "names other catalogs than the one that is supported; write ['AwsDataCatalog']");
    return names;
  }

  /** Database names, or nothing but {@link #ALL_DATABASE}. */
  static List<String> databases(String value) {
    List<String> names = names(value, "['sales', 'finance'] or ['ALL_DATABASE']");
    require(!names.isEmpty(), "is empty; name databases, or write ['ALL_DATABASE']");
    for (String name : names) {
      require(
          !name.isBlank() && name.length() <= MAX_DATABASE,
          "has '%s', which cannot be a database's name; write 1 to 255 characters",
          name);
      require(
          !name.equalsIgnoreCase(ALL_DATABASE) || names.equals(List.of(ALL_DATABASE)),
          "mixes %s with names; write either ['ALL_DATABASE'] or the names",
          name);
    }
    return names;
  }

  /** Parts of the catalog by name; may be none. */
  static Set<CatalogPart> parts(String value) {
    Set<CatalogPart> parts = EnumSet.noneOf(CatalogPart.class);
    for (String name : names(value, "['column_statistics', 'functions']")) {
      parts.add(
          CatalogPart.named(name)
              .orElseThrow(
                  () ->
                      new BadValue(
                          "has '%s', which is no part of the catalog; write %s"
                              .formatted(
                                  Problems.shown(name), Nearest.to(name, CatalogPart.names())))));
    }
    return parts;
  }

  /** Source to target, each a bucket or a prefix of one, without a slash at its end. */
  static Map<String, String> places(String value) {
    if (!(LiteralReader.read(value) instanceof Literal.Pairs dict)) {
      throw new BadValue("is not a dict; write {'source-bucket': 'target-bucket'}");
    }
    Map<String, String> places = new LinkedHashMap<>();
    for (Literal.Pair pair : dict.pairs()) {
      String source = placeIn(pair.key(), OLD_BUCKET);
      String known = places.put(source, placeIn(pair.value(), BUCKET));
      require(known == null, "has '%s' twice; keep one target for it", source);
    }
    requireNoChain(places);
    requireOneToOne(places);
    return places;
  }

  private static String placeIn(Literal literal, Pattern rule) {
    if (!(literal instanceof Literal.Text text)) {
      throw new BadValue(
          "has a bucket that is not a text; write {'source-bucket': 'target-bucket'}");
    }
    String place = text.value().replaceAll("(?<!/)/$", "");
    String bucket = S3Location.bucketOf(place);
    require(
        rule.matcher(bucket).matches() && !text.value().contains("://"),
        "has '%s', which is neither a bucket nor bucket/prefix; write it without s3://, a bucket's name with 3 to 63 lower-case letters, digits, dots and hyphens",
        text.value());
    require(
        !place.endsWith("/") && !place.startsWith(bucket + "//"),
        "has '%s', in which a folder's name is missing; write bucket/folder",
        text.value());
    return place;
  }

  /** A location rewritten once must not be one to rewrite again. */
  private static void requireNoChain(Map<String, String> places) {
    places.forEach(
        (source, target) ->
            require(
                !S3Location.movesOn(places, target),
                "maps '%s' to '%s' and that on to another bucket; give each bucket its final target",
                source,
                target));
  }

  /** Two places in one would give those who may use the one the other's data too. */
  private static void requireOneToOne(Map<String, String> places) {
    List<Map.Entry<String, String>> entries = List.copyOf(places.entrySet());
    for (int i = 0; i < entries.size(); i++) {
      for (int j = i + 1; j < entries.size(); j++) {
        require(
            areApart(entries.get(i), entries.get(j)),
            "maps two buckets to '%s'; give each bucket its own target",
            entries.get(j).getValue());
      }
    }
  }

  /** Nested sources may keep nested targets, for there they are nested too. */
  private static boolean areApart(Map.Entry<String, String> one, Map.Entry<String, String> other) {
    boolean nestedAlike =
        S3Location.touch(one.getKey(), other.getKey()) && !one.getValue().equals(other.getValue());
    return nestedAlike || !S3Location.touch(one.getValue(), other.getValue());
  }

  private static List<String> names(String value, String example) {
    if (!(LiteralReader.read(value) instanceof Literal.Items list)) {
      throw new BadValue("is not a list; write " + example);
    }
    return list.items().stream()
        .map(
            item -> {
              if (item instanceof Literal.Text name) {
                return name.value();
              }
              throw new BadValue("has something that is not a text in quotes; write " + example);
            })
        .toList();
  }

  static void require(boolean accepted, String complaint, Object... shown) {
    if (!accepted) {
      Object[] values =
          List.of(shown).stream().map(value -> Problems.shown(value.toString())).toArray();
      throw new BadValue(complaint.formatted(values));
    }
  }
}
