package io.twinlake.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinlake.cli.Cli;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** The command line in this process, called with credentials of the stand-in. */
record CommandLine(TwoRegions regions, Map<String, String> properties) {
  /** What a person sees in the end. */
  record Ended(int code, String out, String err) {}

  static CommandLine asJob(TwoRegions regions) {
    return as(regions, regions.jobCredentials());
  }

  static CommandLine as(TwoRegions regions, AwsCredentials caller) {
    String token = caller instanceof AwsSessionCredentials session ? session.sessionToken() : "";
    return new CommandLine(
        regions,
        Map.of(
            "aws.accessKeyId",
            caller.accessKeyId(),
            "aws.secretAccessKey",
            caller.secretAccessKey(),
            "aws.sessionToken",
            token,
            "aws.region",
            TwoRegions.TARGET));
  }

  Ended run(String... args) {
    properties.forEach(System::setProperty);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      List<String> endpoint = List.of("--endpoint-url", regions.aws().endpoint().toString());
      int code =
          Cli.run(
              new PrintStream(out, true, UTF_8),
              new PrintStream(err, true, UTF_8),
              Stream.concat(Stream.of(args), endpoint.stream()).toArray(String[]::new));
      return new Ended(code, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }
}
