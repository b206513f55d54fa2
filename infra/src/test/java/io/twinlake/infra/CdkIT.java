package io.twinlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The pinned CDK CLI on the packaged app, as after a fresh clone: cdk.json, package.json and what
 * the build leaves, in a directory of their own, without AWS credentials.
 */
class CdkIT {
  private static final Path PROJECT = Path.of("target", "cdk-project").toAbsolutePath();

  @BeforeAll
  static void installs() throws IOException {
    Command.require("npm", "--version");
    Files.createDirectories(PROJECT);
    for (String file : List.of("cdk.json", "package.json", "package-lock.json")) {
      copy(Synth.ROOT.resolve(file), PROJECT.resolve(file));
    }
    link(PROJECT.resolve("infra"), Synth.ROOT.resolve("infra"));
    JobAssets files = JobAssets.builtIn(PROJECT, Synth.VERSION);
    copy(Synth.files().jar(), files.jar());
    copy(Synth.files().script(), files.script());
    Command install = run("npm", "ci", "--no-audit", "--no-fund");
    assertThat(install.exitCode()).as(install.output()).isZero();
  }

  /** {@code synth} takes every stack as it is, and says that it knows no {@code --all}. */
  @Test
  void synthesisesBothStacksWithoutCredentialsAndWithoutNotices() {
    Command synth = cdk("synth", "--all", "--quiet", "--context", "target_region=ap-south-1");
    assertThat(synth.exitCode()).as(synth.output()).isZero();
    assertThat(synth.output().lines())
        .filteredOn(line -> !line.startsWith("npm warn"))
        .filteredOn(line -> !line.startsWith("Unknown option(s): --all."))
        .containsExactly(
            "Successfully synthesized to " + PROJECT.resolve("cdk.out"),
            "Supply a stack id (GlueRestoreOnDemandStack, GlueRoleAsLFAdminStack) to display its"
                + " template.");
    assertThat(PROJECT.resolve("cdk.out/GlueRoleAsLFAdminStack.template.json")).exists();
  }

  @Test
  void exitsWithOneAndASentenceForEachProblem() {
    Command synth = cdk("synth", "--context", "target_region=nowhere");
    assertThat(synth.exitCode()).isEqualTo(1);
    assertThat(synth.output())
        .contains("target_region is 'nowhere'; give an AWS region")
        .doesNotContain("\tat ", "Exception");
  }

  /** The jar is built already; cdk.json's build step would build it once more. */
  private static Command cdk(String... words) {
    List<String> all = new ArrayList<>(List.of("npx", "--no-install", "cdk"));
    all.addAll(List.of(words));
    all.addAll(
        List.of(
            "--build", "true",
            "--context", "config_bucket_name=lake-config",
            "--context", "backup_bucket_name=lake-backup"));
    return run(all.toArray(String[]::new));
  }

  private static Command run(String... words) {
    return Command.run(
        PROJECT,
        Map.of("CDK_DISABLE_CLI_TELEMETRY", "true", "JSII_DEPRECATED", "fail"),
        List.of(words));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void link(Path link, Path to) throws IOException {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, to);
  }
}
