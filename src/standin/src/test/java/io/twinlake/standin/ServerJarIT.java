package io.twinlake.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** The packaged server, as {@code java -jar} starts it. */
class ServerJarIT {
  @Test
  void printsWhereItIsAndTheKeysThatOpenIt() throws IOException {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar().toString(),
                "--account",
                "444455556666")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = Stream.generate(() -> line(output)).limit(4).toList();
      assertThat(arn(value(lines.get(0)), value(lines.get(2)), value(lines.get(3))))
          .isEqualTo("arn:aws:iam::444455556666:user/admin");
    } finally {
      server.destroyForcibly();
    }
  }

  private static String arn(String endpoint, String accessKey, String secretKey) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
            .build()) {
      return sts.getCallerIdentity().arn();
    }
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files.filter(f -> f.toString().endsWith("-server.jar")).findFirst().orElseThrow();
    }
  }

  private static String line(BufferedReader output) {
    try {
      return String.valueOf(output.readLine());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String value(String line) {
    return line.substring(line.indexOf('=') + 1);
  }
}
