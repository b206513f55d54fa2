package io.twinlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

/** cfn-lint knows the names of IAM's actions and the resource types' schemas. */
class CfnLintTest {
  private static final String PACKAGE = "cfn-lint==1.51.0";
  private static final Path LINT = Path.of("target/cfn-lint/bin/cfn-lint").toAbsolutePath();

  @BeforeAll
  static void installs() {
    Command.require("python3", "-c", "import venv, ensurepip");
    if (!Files.exists(LINT)) {
      succeeds("python3", "-m", "venv", "target/cfn-lint");
      succeeds("target/cfn-lint/bin/pip", "install", "--quiet", PACKAGE);
    }
  }

  @Test
  void findsNothingInEitherTemplate() throws InvalidContext {
    assertThat(known(lint(synthesised()))).isEmpty();
  }

  @Test
  void wouldFindAnActionThatDoesNotExist() throws InvalidContext, IOException {
    Path template = synthesised().get(0);
    Files.writeString(
        template, Files.readString(template).replace("glue:GetTables\"", "glue:GetTabels\""));
    assertThat(lint(List.of(template)).output()).contains("gettabels");
  }

  /** Without what is said of actions on row policies, which are younger than the linter's list. */
  private static List<String> known(Command lint) {
    return lint.output()
        .lines()
        .filter(line -> line.matches("[EWI]\\d{4} .*"))
        .filter(line -> !line.matches("W3037 '\\w*rlspolic\\w*' is not one of .*"))
        .toList();
  }

  private static Command lint(List<Path> templates) {
    List<String> words = new ArrayList<>(List.of(LINT.toString(), "--"));
    templates.forEach(template -> words.add(template.toString()));
    return Command.run(Path.of("."), Map.of(), words);
  }

  private static List<Path> synthesised() throws InvalidContext {
    App app = Synth.app();
    Deployment deployment = Synth.deployment(app, null, Synth.CONTEXTS);
    Path assembly = Path.of(app.synth().getDirectory());
    return List.of(
        assembly.resolve(deployment.source().getTemplateFile()),
        assembly.resolve(deployment.target().getTemplateFile()));
  }

  private static void succeeds(String... words) {
    Command command = Command.run(Path.of("."), Map.of(), List.of(words));
    assertThat(command.exitCode()).as(command.output()).isZero();
  }
}
