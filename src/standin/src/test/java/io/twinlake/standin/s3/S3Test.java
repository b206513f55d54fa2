package io.twinlake.standin.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.Clients;
import io.twinlake.standin.StandIn;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3Test {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final StandIn aws =
      StandIn.builder()
          .regions("us-east-1", "ap-south-1")
          .clock(Clock.fixed(NOON, ZoneOffset.UTC))
          .start();
  private final S3Client s3 = client("us-east-1");

  @BeforeEach
  void makeBucket() {
    s3.createBucket(b -> b.bucket("lake"));
  }

  @AfterEach
  void close() {
    s3.close();
    aws.close();
  }

  @Test
  void givesBackWhatWasPut() {
    PutObjectResponse put =
        s3.putObject(
            b ->
                b.bucket("lake")
                    .key("a b/ü+%.json")
                    .contentType("text/plain")
                    .metadata(Map.of("run", "7")),
            RequestBody.fromString("héllo"));
    ResponseBytes<GetObjectResponse> got =
        s3.getObjectAsBytes(
            b -> b.bucket("lake").key("a b/ü+%.json").checksumMode(ChecksumMode.ENABLED));
    assertThat(got.asUtf8String()).isEqualTo("héllo");
    assertThat(got.response().eTag()).isEqualTo(put.eTag());
    assertThat(got.response().contentType()).isEqualTo("text/plain");
    assertThat(got.response().metadata()).containsExactlyEntriesOf(Map.of("run", "7"));
    assertThat(got.response().lastModified()).isEqualTo(NOON);
    assertThat(got.response().checksumCRC32()).isEqualTo(put.checksumCRC32()).isNotEmpty();
  }

  @Test
  void headTellsTheLengthWithoutTheBytes() {
    put("k", "12345");
    HeadObjectResponse head = s3.headObject(b -> b.bucket("lake").key("k"));
    assertThat(head.contentLength()).isEqualTo(5);
    assertThat(head.sdkHttpResponse().firstMatchingHeader("Date"))
        .contains("Mon, 23 Nov 2026 12:00:00 GMT");
    assertThatThrownBy(() -> s3.headObject(b -> b.bucket("lake").key("none")))
        .isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void readsRanges() {
    put("k", "0123456789");
    assertThat(range("bytes=2-4")).isEqualTo("234");
    assertThat(range("bytes=7-")).isEqualTo("789");
    assertThat(range("bytes=-2")).isEqualTo("89");
    assertThat(range("bytes=8-100")).isEqualTo("89");
    assertThat(
            s3.getObjectAsBytes(b -> b.bucket("lake").key("k").range("bytes=2-4"))
                .response()
                .contentRange())
        .isEqualTo("bytes 2-4/10");
    assertFails(() -> range("bytes=10-"), 416, "InvalidRange");
  }

  @Test
  void createsOnlyWhatIsNotThere() {
    s3.putObject(b -> b.bucket("lake").key("k").ifNoneMatch("*"), RequestBody.fromString("1"));
    assertFails(
        () ->
            s3.putObject(
                b -> b.bucket("lake").key("k").ifNoneMatch("*"), RequestBody.fromString("2")),
        412,
        "PreconditionFailed");
    assertThat(get("k")).isEqualTo("1");
  }

  @Test
  void replacesOnlyTheVersionThatWasRead() {
    String first = put("k", "1").eTag();
    assertFails(() -> replace("none", first), 404, "NoSuchKey");
    replace("k", first);
    assertFails(() -> replace("k", first), 412, "PreconditionFailed");
  }

  private void replace(String key, String etag) {
    s3.putObject(b -> b.bucket("lake").key(key).ifMatch(etag), RequestBody.fromString("new"));
  }

  @Test
  void readsOnlyTheVersionAskedFor() {
    String etag = put("k", "1").eTag();
    assertThat(s3.getObjectAsBytes(b -> b.bucket("lake").key("k").ifMatch(etag)).asUtf8String())
        .isEqualTo("1");
    assertFails(
        () -> s3.getObjectAsBytes(b -> b.bucket("lake").key("k").ifMatch("\"other\"")),
        412,
        "PreconditionFailed");
  }

  @Test
  void refusesABodyThatItsChecksumDenies() {
    assertFails(
        () ->
            s3.putObject(
                b -> b.bucket("lake").key("k").checksumCRC32("AAAAAA=="),
                RequestBody.fromString("x")),
        400,
        "BadDigest");
    assertFails(
        () ->
            s3.putObject(
                b -> b.bucket("lake").key("k").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                RequestBody.fromString("x")),
        400,
        "BadDigest");
    assertThatThrownBy(() -> get("k")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void listsInUtf8OrderPageByPage() {
    List.of("b/2", "a", "b/1", "b/é", "c/d/e", "c/f").forEach(key -> put(key, key));
    assertThat(keys(s3.listObjectsV2(b -> b.bucket("lake"))))
        .containsExactly("a", "b/1", "b/2", "b/é", "c/d/e", "c/f");
    List<String> paged =
        s3.listObjectsV2Paginator(b -> b.bucket("lake").maxKeys(2)).contents().stream()
            .map(S3Object::key)
            .toList();
    assertThat(paged).containsExactly("a", "b/1", "b/2", "b/é", "c/d/e", "c/f");
    assertThat(aws.calls().counts("us-east-1")).containsEntry("s3:ListObjectsV2", 4L);
  }

  @Test
  void rollsUpWhatLiesBelowTheDelimiter() {
    List.of("b/2", "a", "b/1", "c/d/e", "c/f").forEach(key -> put(key, key));
    ListObjectsV2Response top = s3.listObjectsV2(b -> b.bucket("lake").delimiter("/"));
    assertThat(keys(top)).containsExactly("a");
    assertThat(top.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("b/", "c/");
    assertThat(top.keyCount()).isEqualTo(3);
    ListObjectsV2Response below =
        s3.listObjectsV2(b -> b.bucket("lake").prefix("c/").delimiter("/"));
    assertThat(keys(below)).containsExactly("c/f");
    assertThat(
            s3.listObjectsV2Paginator(b -> b.bucket("lake").delimiter("/").maxKeys(1))
                .commonPrefixes())
        .extracting(p -> p.prefix())
        .containsExactly("b/", "c/");
  }

  @Test
  void deletesOneAndMany() {
    List.of("a", "b", "c").forEach(key -> put(key, key));
    s3.deleteObject(b -> b.bucket("lake").key("a"));
    s3.deleteObject(b -> b.bucket("lake").key("never was"));
    assertFails(() -> s3.deleteBucket(b -> b.bucket("lake")), 409, "BucketNotEmpty");
    s3.deleteObjects(
        b -> b.bucket("lake").delete(d -> d.objects(identifier("b"), identifier("c"))));
    s3.deleteBucket(b -> b.bucket("lake"));
    assertThatThrownBy(() -> put("a", "a")).isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void copiesBetweenBucketsAndRegions() {
    put("from", "x");
    client("ap-south-1")
        .createBucket(
            b ->
                b.bucket("twin")
                    .createBucketConfiguration(c -> c.locationConstraint("ap-south-1")));
    client("ap-south-1")
        .copyObject(
            b ->
                b.sourceBucket("lake")
                    .sourceKey("from")
                    .destinationBucket("twin")
                    .destinationKey("to")
                    .contentType("application/json")
                    .metadataDirective(MetadataDirective.REPLACE));
    ResponseBytes<GetObjectResponse> copy =
        client("ap-south-1").getObjectAsBytes(b -> b.bucket("twin").key("to"));
    assertThat(copy.asUtf8String()).isEqualTo("x");
    assertThat(copy.response().contentType()).isEqualTo("application/json");
  }

  @Test
  void keepsVersionsWhenAsked() {
    s3.putBucketVersioning(
        b ->
            b.bucket("lake")
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    String first = put("k", "1").versionId();
    String second = put("k", "2").versionId();
    assertThat(get("k")).isEqualTo("2");
    assertThat(s3.getObjectAsBytes(b -> b.bucket("lake").key("k").versionId(first)).asUtf8String())
        .isEqualTo("1");
    String marker = s3.deleteObject(b -> b.bucket("lake").key("k")).versionId();
    assertThatThrownBy(() -> get("k")).isInstanceOf(NoSuchKeyException.class);
    s3.putObject(b -> b.bucket("lake").key("k").ifNoneMatch("*"), RequestBody.fromString("3"));
    assertThat(s3.listObjectVersions(b -> b.bucket("lake")).versions())
        .extracting(v -> v.versionId())
        .hasSize(3)
        .contains(first, second);
    assertThat(s3.listObjectVersions(b -> b.bucket("lake")).deleteMarkers())
        .extracting(v -> v.versionId())
        .containsExactly(marker);
    s3.deleteObject(b -> b.bucket("lake").key("k").versionId(first));
    assertFails(
        () -> s3.getObjectAsBytes(b -> b.bucket("lake").key("k").versionId(first)),
        404,
        "NoSuchVersion");
  }

  private static ObjectIdentifier identifier(String key) {
    return ObjectIdentifier.builder().key(key).build();
  }

  private static List<String> keys(ListObjectsV2Response response) {
    return response.contents().stream().map(S3Object::key).toList();
  }

  private String range(String range) {
    return s3.getObjectAsBytes(b -> b.bucket("lake").key("k").range(range)).asUtf8String();
  }

  private String get(String key) {
    return s3.getObjectAsBytes(b -> b.bucket("lake").key(key)).asString(UTF_8);
  }

  private PutObjectResponse put(String key, String text) {
    return s3.putObject(b -> b.bucket("lake").key(key), RequestBody.fromString(text));
  }

  private S3Client client(String region) {
    return new Clients(aws, aws.account("111122223333").root(), region).s3();
  }

  static void assertFails(ThrowingCallable call, int status, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }
}
