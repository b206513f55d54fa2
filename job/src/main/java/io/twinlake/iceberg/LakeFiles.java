package io.twinlake.iceberg;

import com.google.common.base.Enums;
import io.twinlake.config.TwinlakeConfig.Iceberg.FileCheck;
import io.twinlake.model.S3Location;
import io.twinlake.transform.BucketMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A table's files, read under the source's paths where replication put them, each with one call.
 * Manifests and delete files are a few megabytes. The file read last is held, for what reads it
 * twice. What is written remembers how the data files that it leads to were looked for.
 */
final class LakeFiles implements FileIO {
  private static final long serialVersionUID = 1L;

  /** Of an object's metadata. */
  private static final String CHECK = "twinlake-file-check";

  private final transient S3Client s3;
  private final transient BucketMapping buckets;
  private final transient Runnable beforeWriting;
  private final FileCheck check;
  private transient Map.@Nullable Entry<String, ResponseBytes<GetObjectResponse>> last;

  /**
   * @param check how data files are looked for before anything is written that leads to them
   */
  LakeFiles(S3Client s3, BucketMapping buckets, FileCheck check, Runnable beforeWriting) {
    this.check = check;
    this.beforeWriting = beforeWriting;
    this.s3 = s3;
    this.buckets = buckets;
  }

  /** The same for one thread more. */
  LakeFiles alone() {
    return new LakeFiles(s3, buckets, check, beforeWriting);
  }

  /**
   * @param path as the source has it, or a location in the target
   * @throws Unrewritable when it is not in the target
   */
  byte[] read(String path) {
    return file(path).asByteArrayUnsafe();
  }

  /** As {@link #checked}, of a file that is read too. */
  FileCheck checkedAndRead(String path) {
    return check(file(path).response().metadata());
  }

  private static FileCheck check(Map<String, String> metadata) {
    return Enums.getIfPresent(FileCheck.class, metadata.getOrDefault(CHECK, "")).or(FileCheck.NONE);
  }

  private ResponseBytes<GetObjectResponse> file(String path) {
    if (last == null || !last.getKey().equals(path)) {
      last = Map.entry(path, object(inTarget(path)));
    }
    return last.getValue();
  }

  /** Never where the source has it, which the client could read from the other region. */
  private S3Location inTarget(String path) {
    if (!buckets.covers(path) && !buckets.leadsTo(path)) {
      throw Rewriting.unmapped(path);
    }
    return place(buckets.location(path));
  }

  private ResponseBytes<GetObjectResponse> object(S3Location place) {
    try {
      return s3.getObjectAsBytes(r -> r.bucket(place.bucket()).key(key(place)));
    } catch (NoSuchKeyException e) {
      throw new Unrewritable(place + " is missing; wait for its replication, or copy it there", e);
    } catch (S3Exception e) {
      throw new Unrewritable(place + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * @param location in the target
   */
  boolean has(String location) {
    return checked(location).isPresent();
  }

  /**
   * How the data files were looked for that a rewritten file leads to; empty when it is not there.
   */
  Optional<FileCheck> checked(String location) {
    S3Location place = place(location);
    try {
      return Optional.of(
          check(s3.headObject(r -> r.bucket(place.bucket()).key(key(place))).metadata()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      throw new Unrewritable(place + " cannot be asked for: " + e.getMessage(), e);
    }
  }

  /** Of all files in a folder of the target, in bytes, by location. */
  Map<String, Long> lengths(String folder) {
    S3Location place = place(folder);
    try {
      return s3
          .listObjectsV2Paginator(r -> r.bucket(place.bucket()).prefix(key(place)))
          .contents()
          .stream()
          .collect(
              Collectors.toMap(
                  object -> place.scheme() + "://" + place.bucket() + "/" + object.key(),
                  S3Object::size));
    } catch (S3Exception e) {
      throw new Unrewritable(place + " cannot be listed: " + e.getMessage(), e);
    }
  }

  /**
   * Up to a thousand keys.
   *
   * @param last the last of them; empty when there are no more
   */
  record Page(Set<String> keys, String last) {}

  Page list(String bucket, String after) {
    try {
      ListObjectsV2Response page = s3.listObjectsV2(r -> r.bucket(bucket).startAfter(after));
      List<String> keys = page.contents().stream().map(S3Object::key).toList();
      boolean more = page.isTruncated() && !keys.isEmpty();
      return new Page(Set.copyOf(keys), more ? keys.get(keys.size() - 1) : "");
    } catch (S3Exception e) {
      throw new Unrewritable(bucket + " cannot be listed: " + e.getMessage(), e);
    }
  }

  /**
   * @param location in the target
   */
  void write(String location, byte[] bytes) {
    S3Location place = place(location);
    beforeWriting.run();
    try {
      s3.putObject(
          r -> r.bucket(place.bucket()).key(key(place)).metadata(Map.of(CHECK, check.name())),
          RequestBody.fromBytes(bytes));
    } catch (S3Exception e) {
      throw new Unrewritable(place + " cannot be written: " + e.getMessage(), e);
    }
  }

  static S3Location place(String location) {
    return S3Location.parse(location)
        .orElseThrow(() -> new Unrewritable("it refers to " + location + ", which is not in S3"));
  }

  static String key(S3Location place) {
    return place.rest().substring(1);
  }

  @Override
  public InputFile newInputFile(String path) {
    return new InMemoryInputFile(path, read(path));
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new InMemoryOutputFile(path);
  }

  @Override
  public void deleteFile(String path) {
    throw new UnsupportedOperationException("Nothing is deleted.");
  }
}
