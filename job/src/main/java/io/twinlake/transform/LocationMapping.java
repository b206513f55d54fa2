package io.twinlake.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.List;
import java.util.Map;

/**
 * Rewrites the locations of catalog objects for the target. Resource links name an account and a
 * database but no location, and stay as they are.
 */
public record LocationMapping(BucketMapping buckets) {
  public static final LocationMapping IDENTITY = new LocationMapping(BucketMapping.IDENTITY);

  private static final List<Place<Locations>> STORAGE =
      List.of(
          Place.location("StorageDescriptor", "Location"),
          Place.location("StorageDescriptor", "AdditionalLocations"),
          Place.location("StorageDescriptor", "SkewedInfo", "SkewedColumnValueLocationMaps", "*"),
          Place.parameters("StorageDescriptor", "SerdeInfo", "Parameters", "*"),
          Place.parameters("StorageDescriptor", "Parameters", "*"),
          Place.parameters("Parameters", "*"));

  private static final List<Place<Locations>> DATA_LOCATION =
      List.of(Place.arn("Resource", "DataLocation", "ResourceArn"));

  /** Where unused files are looked for. */
  private static final Place<Locations> ORPHANS =
      Place.location(
          "configuration", "orphanFileDeletionConfiguration", "icebergConfiguration", "location");

  /** Every place that names a bucket; a further one is a further entry. */
  private static final Map<Kind, List<Place<Locations>>> PLACES =
      Map.of(
          Kind.DATABASE,
          List.of(Place.location("LocationUri"), Place.parameters("Parameters", "*")),
          Kind.TABLE,
          STORAGE,
          Kind.PARTITION,
          STORAGE,
          Kind.USER_DEFINED_FUNCTION,
          List.of(Place.location("ResourceUris", "Uri")),
          Kind.TABLE_OPTIMIZER,
          List.of(ORPHANS),
          Kind.LOCATION,
          List.of(Place.arn("ResourceArn")),
          Kind.GRANT,
          DATA_LOCATION,
          Kind.OPT_IN,
          DATA_LOCATION);

  /** Where objects of the kind name buckets. */
  static List<Place<Locations>> places(Kind kind) {
    return PLACES.getOrDefault(kind, List.of());
  }

  /** The object as it is to be in the target; the same object when nothing changes. */
  public CatalogObject rewrite(CatalogObject object) {
    ObjectNode definition =
        Place.rewrite(object.definition(), places(object.key().kind()), buckets);
    return definition.equals(object.definition())
        ? object
        : new CatalogObject(rewrite(object.key(), object.definition()), definition);
  }

  /** Registered locations, grants and opt-ins carry the ARN in their keys too. */
  private ObjectKey rewrite(ObjectKey key, ObjectNode definition) {
    if (key.kind().equals(Kind.LOCATION)) {
      return ObjectKey.global(Kind.LOCATION, buckets.arn(key.name()));
    }
    String arn = definition.at("/Resource/DataLocation/ResourceArn").asText();
    return arn.isEmpty()
        ? key
        : new ObjectKey(key.kind(), key.database(), key.name(), resources(key, arn));
  }

  private List<String> resources(ObjectKey key, String arn) {
    return key.values().stream()
        .map(value -> value.replace(quoted(arn), quoted(buckets.arn(arn))))
        .toList();
  }

  /**
   * As it stands in a resource that is spelt as JSON: whole, so that no part of another matches.
   */
  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
