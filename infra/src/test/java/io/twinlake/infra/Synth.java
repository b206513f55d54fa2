package io.twinlake.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Builds the stacks as the CDK CLI would: with the flags of cdk.json, and a small file as jar. */
final class Synth {
  static final Map<String, Object> CONTEXTS =
      Map.of(
          "config_bucket_name", "lake-config",
          "backup_bucket_name", "lake-backup",
          "target_region", "ap-south-1");

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final String VERSION = System.getProperty("twinlake.version", "");
  static final ObjectMapper JSON = new ObjectMapper();

  private Synth() {}

  static App app() {
    return app(Map.of());
  }

  static App app(Map<String, Object> otherFlags) {
    Map<String, Object> flags = flags();
    flags.putAll(otherFlags);
    return new App(
        AppProps.builder().analyticsReporting(false).context(flags).outdir(outdir()).build());
  }

  private static String outdir() {
    try {
      return Files.createTempDirectory(Path.of("target"), "cdk.out").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> flags() {
    try {
      JsonNode flags = JSON.readTree(ROOT.resolve("cdk.json").toFile()).get("context");
      return JSON.convertValue(flags, new TypeReference<HashMap<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Deployment deployment(App app, @Nullable String account, Map<String, Object> contexts)
      throws InvalidContext {
    DeploymentSettings settings = new SettingsReader(contexts, account, "us-east-1").read();
    return Deployment.in(app, settings, files());
  }

  static Deployment deployment(Map<String, Object> moreContexts) throws InvalidContext {
    return deployment(app(), "111122223333", with(moreContexts));
  }

  static Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(CONTEXTS);
    all.putAll(more);
    return all;
  }

  /** What the stacks hold of the jar is its hash, so that any file will do. */
  static JobAssets files() {
    try {
      Path jar = Path.of("target", "placeholder-glue.jar");
      Files.writeString(jar, "stands for the job jar");
      return new JobAssets(jar, JobAssets.builtIn(ROOT, VERSION).script());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
