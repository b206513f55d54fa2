package io.twinlake.standin.lake;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.RegisterResourceRequest;

/**
 * Random registrations: of S3 paths, in buckets that are mapped and in one that is not, and of a
 * datashare of Redshift (aws-facts 17).
 */
record RandomLocations(RandomWords words, LakeClients clients) {
  static final String S3 = "arn:aws:s3:::";

  List<RegisterResourceRequest> inputs() {
    List<String> paths =
        Stream.concat(
                RandomWords.buckets(clients.region()).stream()
                    .flatMap(bucket -> Stream.of(bucket, bucket + "/raw", bucket + "/größe/a b")),
                Stream.of("elsewhere-" + clients.region()))
            .toList();
    Stream<RegisterResourceRequest> onS3 =
        words.exactly(words.below(4), paths).stream().map(this::input);
    return (words.once(6) ? Stream.concat(onS3, Stream.of(datashare())) : onS3).toList();
  }

  private RegisterResourceRequest datashare() {
    return RegisterResourceRequest.builder()
        .resourceArn(
            "arn:aws:redshift:%s:%s:datashare:0c2a3b4d-1111-4222-8333-944455556666/sales"
                .formatted(clients.region(), clients.account()))
        .build();
  }

  RegisterResourceRequest input(String path) {
    RegisterResourceRequest.Builder input =
        RegisterResourceRequest.builder().resourceArn(S3 + path);
    if (words.once(2)) {
      input.useServiceLinkedRole(true);
    } else {
      input.roleArn(clients.principal(Staff.DATA_ACCESS));
    }
    if (words.once(2)) {
      input.hybridAccessEnabled(words.once(2));
    }
    if (words.once(3)) {
      input.withFederation(words.once(2));
    }
    if (words.once(4)) {
      input.withPrivilegedAccess(words.once(2));
    }
    if (words.once(4)) {
      input.expectedResourceOwnerAccount(clients.account());
    }
    return input.build();
  }
}
