package io.twinlake.standin.lake;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.RegisterResourceRequest;

/** Random registrations of S3 paths, in buckets that are mapped and in one that is not. */
record RandomLocations(RandomWords words, LakeClients clients) {
  List<RegisterResourceRequest> inputs() {
    List<String> paths =
        Stream.concat(
                RandomWords.buckets(clients.region()).stream()
                    .flatMap(bucket -> Stream.of(bucket, bucket + "/raw", bucket + "/größe/a b")),
                Stream.of("elsewhere-" + clients.region()))
            .toList();
    return words.exactly(words.below(4), paths).stream().map(this::input).toList();
  }

  RegisterResourceRequest input(String path) {
    RegisterResourceRequest.Builder input =
        RegisterResourceRequest.builder().resourceArn("arn:aws:s3:::" + path);
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
      input.withPrivilegedAccess(true);
    }
    return input.build();
  }
}
