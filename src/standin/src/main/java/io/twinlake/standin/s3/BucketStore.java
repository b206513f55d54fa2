package io.twinlake.standin.s3;

import io.twinlake.standin.region.Buckets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The buckets of all accounts and regions, by their worldwide names. */
public final class BucketStore implements Buckets {
  private final Map<String, Bucket> buckets = new ConcurrentSkipListMap<>();

  Optional<Bucket> find(String name) {
    return Optional.ofNullable(buckets.get(name));
  }

  /**
   * @throws io.twinlake.standin.wire.AwsError NoSuchBucket
   */
  Bucket require(String name) {
    return find(name).orElseThrow(S3Errors::noSuchBucket);
  }

  /** The bucket that was there already, if one was. */
  Optional<Bucket> addIfAbsent(Bucket bucket) {
    return Optional.ofNullable(buckets.putIfAbsent(bucket.name(), bucket));
  }

  void remove(Bucket bucket) {
    buckets.remove(bucket.name(), bucket);
  }

  Collection<Bucket> all() {
    return buckets.values();
  }

  @Override
  public Optional<String> ownerOf(String bucket) {
    return find(bucket).map(Bucket::owner);
  }

  @Override
  public Optional<String> regionOf(String bucket) {
    return find(bucket).map(Bucket::region);
  }
}
