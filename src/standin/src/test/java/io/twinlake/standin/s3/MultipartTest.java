package io.twinlake.standin.s3;

import static io.twinlake.standin.s3.S3Test.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.standin.Clients;
import io.twinlake.standin.StandIn;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class MultipartTest {
  private static final byte[] FIVE_MIB = new byte[5 << 20];
  private static final byte[] TAIL = {1, 2, 3};

  private final StandIn aws = StandIn.builder().start();
  private final S3Client s3 =
      new Clients(aws, aws.account("111122223333").root(), "us-east-1").s3();

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
  void joinsTheParts() {
    String id = start();
    CompletedPart first = part(id, 1, FIVE_MIB);
    CompletedPart last = part(id, 7, TAIL);
    CompleteMultipartUploadResponse done = complete(id, "*", first, last);
    byte[] whole = s3.getObjectAsBytes(b -> b.bucket("lake").key("big")).asByteArray();
    assertThat(whole).hasSize(FIVE_MIB.length + 3).endsWith(TAIL);
    assertThat(done.eTag()).endsWith("-2\"");
    assertThat(s3.listMultipartUploads(b -> b.bucket("lake")).uploads()).isEmpty();
    assertFails(() -> complete(id, null, first, last), 404, "NoSuchUpload");
  }

  @Test
  void showsNothingBeforeItIsComplete() {
    String id = start();
    part(id, 1, TAIL);
    assertThat(s3.listObjectsV2(b -> b.bucket("lake")).contents()).isEmpty();
    assertThat(s3.listParts(b -> b.bucket("lake").key("big").uploadId(id)).parts()).hasSize(1);
    s3.abortMultipartUpload(b -> b.bucket("lake").key("big").uploadId(id));
    assertFails(() -> part(id, 2, TAIL), 404, "NoSuchUpload");
  }

  @Test
  void refusesASmallPartBeforeTheLast() {
    String id = start();
    CompletedPart first = part(id, 1, TAIL);
    CompletedPart last = part(id, 2, TAIL);
    assertFails(() -> complete(id, null, first, last), 400, "EntityTooSmall");
    assertFails(() -> complete(id, null, last, first), 400, "InvalidPartOrder");
  }

  @Test
  void refusesPartsThatWereNotUploaded() {
    String id = start();
    CompletedPart first = part(id, 1, TAIL);
    assertFails(
        () -> complete(id, null, first.toBuilder().eTag("\"other\"").build()), 400, "InvalidPart");
    assertFails(
        () -> complete(id, null, first.toBuilder().partNumber(2).build()), 400, "InvalidPart");
    assertFails(() -> part(id, 10_001, TAIL), 400, "InvalidArgument");
    assertFails(() -> complete(id, null), 400, "MalformedXML");
  }

  @Test
  void aConditionIsJudgedWhenTheUploadCompletes() {
    String id = start();
    CompletedPart only = part(id, 1, TAIL);
    s3.putObject(b -> b.bucket("lake").key("big"), RequestBody.fromString("earlier"));
    assertFails(() -> complete(id, "*", only), 412, "PreconditionFailed");
    complete(id, null, only);
  }

  @Test
  void anUploadWithChecksumsWantsThemOfEveryPart() {
    String id =
        s3.createMultipartUpload(
                b -> b.bucket("lake").key("big").checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    UploadPartResponse part =
        s3.uploadPart(
            b ->
                b.bucket("lake")
                    .key("big")
                    .uploadId(id)
                    .partNumber(1)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromBytes(TAIL));
    CompletedPart without = CompletedPart.builder().partNumber(1).eTag(part.eTag()).build();
    assertFails(() -> complete(id, null, without), 400, "InvalidRequest");
    CompletedPart with = without.toBuilder().checksumSHA256(part.checksumSHA256()).build();
    assertThat(complete(id, null, with).checksumSHA256()).endsWith("-1");
    assertThat(s3.getObjectAsBytes(b -> b.bucket("lake").key("big")).asByteArray()).isEqualTo(TAIL);
  }

  private String start() {
    return s3.createMultipartUpload(b -> b.bucket("lake").key("big")).uploadId();
  }

  private CompletedPart part(String id, int number, byte[] bytes) {
    UploadPartResponse part =
        s3.uploadPart(
            b -> b.bucket("lake").key("big").uploadId(id).partNumber(number),
            RequestBody.fromBytes(bytes));
    return CompletedPart.builder().partNumber(number).eTag(part.eTag()).build();
  }

  private CompleteMultipartUploadResponse complete(
      String id, @Nullable String ifNoneMatch, CompletedPart... parts) {
    List<CompletedPart> all = Arrays.asList(parts);
    return s3.completeMultipartUpload(
        b ->
            b.bucket("lake")
                .key("big")
                .uploadId(id)
                .ifNoneMatch(ifNoneMatch)
                .multipartUpload(m -> m.parts(all)));
  }
}
