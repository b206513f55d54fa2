package io.twinlake.transform;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.S3Location;
import java.util.Set;
import java.util.TreeSet;

/**
 * The buckets that the locations of catalog objects name: in every place that a mapping rewrites.
 */
public final class NamedBuckets {
  private final Set<String> names = new TreeSet<>();

  private final Locations collecting =
      new Locations() {
        @Override
        public String location(String text) {
          S3Location.parse(text).ifPresent(found -> names.add(found.bucket()));
          return text;
        }

        @Override
        public String arn(String text) {
          BucketMapping.pathOf(text).map(S3Location::bucketOf).ifPresent(names::add);
          return text;
        }
      };

  public void add(CatalogObject object) {
    Place.rewrite(object.definition(), LocationMapping.places(object.key().kind()), collecting);
  }

  public Set<String> names() {
    return names;
  }
}
