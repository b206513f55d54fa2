package io.twinlake.standin.s3;

import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Percent;
import io.twinlake.standin.wire.Times;
import io.twinlake.standin.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ListObjectsV2 and ListObjectVersions. */
final class Listing {
  private static final int MAX_KEYS = 1000;

  /** A page: keys and common prefixes count alike towards its size. */
  private static final class Page {
    private final Map<String, StoredObject> objects = new LinkedHashMap<>();
    private final Set<String> prefixes = new LinkedHashSet<>();
    private String last = "";
    private boolean truncated;

    private int size() {
      return objects.size() + prefixes.size();
    }
  }

  HttpResponse objects(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:ListBucket", bucket);
    String prefix = call.http().query("prefix").orElse("");
    String delimiter = call.http().query("delimiter").orElse("");
    int maxKeys = maxKeys(call);
    Page page = page(bucket, prefix, delimiter, after(call), maxKeys);
    Xml xml =
        S3Call.xml("ListBucketResult")
            .text("Name", bucket.name())
            .text("Prefix", encoded(call, prefix))
            .text("MaxKeys", maxKeys)
            .text("KeyCount", page.size())
            .text("IsTruncated", page.truncated);
    if (!delimiter.isEmpty()) {
      xml.text("Delimiter", encoded(call, delimiter));
    }
    call.http().query("encoding-type").ifPresent(type -> xml.text("EncodingType", type));
    if (page.truncated) {
      xml.text("NextContinuationToken", token(page.last));
    }
    xml.each(page.objects.entrySet(), "Contents", (item, entry) -> content(call, item, entry));
    xml.each(page.prefixes, "CommonPrefixes", (item, p) -> item.text("Prefix", encoded(call, p)));
    return S3Call.answer(xml);
  }

  private static void content(S3Call call, Xml item, Map.Entry<String, StoredObject> entry) {
    StoredObject object = entry.getValue();
    item.text("Key", encoded(call, entry.getKey()))
        .text("LastModified", Times.iso(object.lastModified()))
        .text("ETag", object.etag())
        .text("Size", object.bytes().length)
        .text("StorageClass", "STANDARD");
  }

  private static Page page(
      Bucket bucket, String prefix, String delimiter, String after, int maxKeys) {
    Page page = new Page();
    for (Map.Entry<String, StoredObject> entry : bucket.currentAfter(prefix, after).entrySet()) {
      String key = entry.getKey();
      int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      String common = cut < 0 ? "" : key.substring(0, cut + delimiter.length());
      if (!common.isEmpty() && (page.prefixes.contains(common) || after.startsWith(common))) {
        page.last = key;
        continue;
      }
      if (page.size() >= maxKeys) {
        page.truncated = maxKeys > 0;
        return page;
      }
      if (common.isEmpty()) {
        page.objects.put(key, entry.getValue());
      } else {
        page.prefixes.add(common);
      }
      page.last = key;
    }
    return page;
  }

  private static int maxKeys(S3Call call) {
    int wanted = Integer.parseInt(call.http().query("max-keys").orElse("1000"));
    if (wanted < 0) {
      throw S3Errors.invalidArgument(
          "Argument maxKeys must be an integer between 0 and 2147483647");
    }
    return Math.min(MAX_KEYS, wanted);
  }

  private static String after(S3Call call) {
    return call.http()
        .query("continuation-token")
        .map(Listing::fromToken)
        .orElseGet(() -> call.http().query("start-after").orElse(""));
  }

  private static String token(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String fromToken(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw S3Errors.invalidArgument("The continuation token provided is incorrect");
    }
  }

  private static String encoded(S3Call call, String text) {
    boolean url = call.http().query("encoding-type").filter("url"::equals).isPresent();
    return url ? Percent.encodePath(text) : text;
  }

  /** All of them on one page. */
  HttpResponse versions(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:ListBucketVersions", bucket);
    String prefix = call.http().query("prefix").orElse("");
    Xml xml =
        S3Call.xml("ListVersionsResult")
            .text("Name", bucket.name())
            .text("Prefix", encoded(call, prefix))
            .text("MaxKeys", MAX_KEYS)
            .text("IsTruncated", false);
    call.http().query("encoding-type").ifPresent(type -> xml.text("EncodingType", type));
    bucket.allVersions().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .forEach(entry -> versions(call, xml, entry.getKey(), entry.getValue()));
    return S3Call.answer(xml);
  }

  private static void versions(S3Call call, Xml xml, String key, List<StoredObject> versions) {
    for (StoredObject version : versions) {
      Xml item =
          new Xml(version.isDeleteMarker() ? "DeleteMarker" : "Version")
              .text("Key", encoded(call, key))
              .text("VersionId", version.versionId())
              .text("IsLatest", version.versionId().equals(versions.get(0).versionId()))
              .text("LastModified", Times.iso(version.lastModified()));
      if (!version.isDeleteMarker()) {
        item.text("ETag", version.etag()).text("Size", version.bytes().length);
      }
      xml.child(item);
    }
  }
}
