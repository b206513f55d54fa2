package io.twinlake.cli;

import io.twinlake.command.Connection;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach AWS. */
final class ConnectionOptions {
  @Option(
      names = "--profile",
      paramLabel = "<name>",
      description = "The profile of ~/.aws/config that calls.")
  private @Nullable String profile;

  @Option(
      names = "--endpoint-url",
      paramLabel = "<url>",
      description = "Call this instead of AWS, e.g. the stand-in.")
  private @Nullable URI endpoint;

  Connection connection() {
    return new Connection(endpoint, profile);
  }
}
