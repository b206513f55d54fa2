package io.twinlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * Shows a change of either template in review. {@code -Dtwinlake.snapshots.write=true} writes the
 * files in src/test/resources anew.
 */
class SnapshotTest {
  private static final ObjectMapper SORTED =
      new ObjectMapper()
          .enable(
              SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT);

  @Test
  void synthesisesTheTemplatesOnRecord() throws Exception {
    Deployment deployment =
        Synth.deployment(
            Map.of(
                "schedule", "cron(0 3 * * ? *)",
                "operator_role_arn", "arn:aws:iam::111122223333:role/on-call",
                "registered_location_role_arns", "arn:aws:iam::111122223333:role/lake-locations",
                "kms_key_arns", "arn:aws:kms:ap-south-1:111122223333:key/1234abcd"));
    for (Stack stack : List.of(deployment.source(), deployment.target())) {
      compare(stack.getStackName(), template(stack));
    }
  }

  private static void compare(String name, String template) throws IOException {
    Path onRecord = Path.of("src/test/resources", name + ".template.json");
    if (Boolean.getBoolean("twinlake.snapshots.write")) {
      Files.writeString(onRecord, template);
    }
    assertThat(template).isEqualTo(Files.readString(onRecord));
  }

  private static String template(Stack stack) throws IOException {
    return SORTED
            .writeValueAsString(Template.fromStack(stack).toJSON())
            .replaceAll("[0-9a-f]{64}", "ASSET-HASH")
            .replace("\r\n", "\n")
        + "\n";
  }
}
