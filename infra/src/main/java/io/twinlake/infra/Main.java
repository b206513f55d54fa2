package io.twinlake.infra;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The program that cdk.json names: reads contexts and leaves a cloud assembly. */
public final class Main {
  private Main() {}

  /** Exits with 1 and a sentence for each problem, where a stack trace would help nobody. */
  public static void main(String[] args) {
    try {
      App app = new App(AppProps.builder().analyticsReporting(false).build());
      build(app, System::getenv);
      app.synth();
    } catch (InvalidContext e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void build(App app, UnaryOperator<String> environment) throws InvalidContext {
    DeploymentSettings settings =
        new SettingsReader(
                contexts(app),
                environment.apply("CDK_DEFAULT_ACCOUNT"),
                environment.apply("CDK_DEFAULT_REGION"))
            .read();
    JobAssets files = JobAssets.builtIn(Path.of(""), version());
    files.check();
    Deployment.in(app, settings, files);
  }

  private static Map<String, Object> contexts(App app) {
    Map<?, ?> all = (Map<?, ?>) app.getNode().getAllContext();
    return all.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), Map.Entry::getValue));
  }

  /** Of the jar's manifest, and so of the job jar that was built with it. */
  private static String version() {
    return Objects.requireNonNull(
        Main.class.getPackage().getImplementationVersion(), "run the packaged jar");
  }
}
