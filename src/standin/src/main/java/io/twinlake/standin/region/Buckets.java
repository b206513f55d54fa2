package io.twinlake.standin.region;

import java.util.Optional;

/** Where the buckets of all accounts lie: bucket names are unique in the whole partition. */
public interface Buckets {
  /** The account that owns the bucket; empty when there is no such bucket. */
  Optional<String> ownerOf(String bucket);

  /** The region the bucket lies in; empty when there is no such bucket. */
  Optional<String> regionOf(String bucket);
}
