package io.twinlake.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** One flat class path, Spark's jars first and the job's last, as Glue starts a job. */
@EnabledIfSystemProperty(
    named = "twinlake.spark",
    matches = ".+",
    disabledReason = "Spark is a large download: run with -Pglue-classpath.")
class GlueClassPathIT {
  @TempDir Path folder;
  @TempDir Path script;

  @BeforeEach
  void compileScript() throws ReflectiveOperationException {
    assertThat(ScalaStub.compileTo(script)).isEmpty();
  }

  @Test
  void aSuccessfulRunReturnsAndItsLastLineIsTheSummary() {
    try (Cloud cloud = new Cloud()) {
      Child run = runJob(cloud, Cloud.CONFIG);
      assertThat(run.exit()).as("%s", run).isZero();
      assertThat(run.out()).contains("Sync complete:");
      assertThat(run.out().lines().reduce("", (all, last) -> last))
          .startsWith("{\"command\":\"sync\",\"exit\":\"done\",\"exit_code\":0,");
    }
  }

  @Test
  void aFailedRunThrowsWithItsSummary() {
    try (Cloud cloud = new Cloud()) {
      Child run = runJob(cloud, "no/such/file.conf");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err())
          .contains("io.twinlake.glue.RunFailedException: Sync stopped before its end")
          .contains("s3://twinlake-drill/no/such/file.conf");
      assertThat(run.out()).contains("\"exit\":\"usage\"");
    }
  }

  private Child runJob(Cloud cloud, String configKey) {
    String classPath =
        GlueJar.classPath(System.getProperty("twinlake.spark") + "/*", script, GlueJar.PATH);
    List<String> command = new ArrayList<>(GlueJar.java("-cp", classPath, "GlueApp"));
    command.addAll(List.of("--JOB_NAME", "drill", "--JOB_RUN_ID", "jr_1", "--enable-metrics"));
    command.addAll(List.of("--CONFIG_BUCKET", Cloud.BUCKET, "--CONFIG_FILE_KEY", "/" + configKey));
    command.addAll(List.of("--ENDPOINT_URL", cloud.endpoint()));
    return Child.run(folder, cloud.environment(), command);
  }
}
