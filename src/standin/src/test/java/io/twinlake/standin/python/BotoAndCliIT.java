package io.twinlake.standin.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlake.standin.Account;
import io.twinlake.standin.Clients;
import io.twinlake.standin.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;

/** The stand-in as boto3 and the AWS CLI meet it, read back with the Java SDK. */
class BotoAndCliIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static PythonEnvironment python = new PythonEnvironment(Path.of(""));

  private final StandIn aws = StandIn.builder().regions("us-east-1", "ap-south-1").start();
  private final Account account = aws.account("111122223333");
  private final Clients clients = new Clients(aws, account.root(), "ap-south-1");
  private final String analyst = account.principal("role/Analyst");

  @BeforeAll
  static void makeEnvironment() throws IOException, InterruptedException {
    python = PythonEnvironment.make();
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void boto3FillsALakeThatTheJavaSdkReads() throws IOException, InterruptedException {
    JsonNode said =
        JSON.readTree(run(python.program("python"), "src/test/python/fill_lake.py", analyst));
    assertThat(said)
        .isEqualTo(
            JSON.readTree(
                """
                {"identity": "arn:aws:iam::111122223333:user/admin",
                 "secondPut": "PreconditionFailed", "partitions": 250, "distinct": 250,
                 "missing": "EntityNotFoundException", "failedGrants": ["2"]}"""));
    GetTableResponse orders = clients.glue().getTable(b -> b.databaseName("sales").name("orders"));
    assertThat(orders.table().storageDescriptor().columns())
        .extracting(c -> c.name() + " " + c.type())
        .containsExactly("id bigint", "amount decimal(10,2)");
    assertThat(
            clients
                .s3()
                .getObjectAsBytes(b -> b.bucket("sales-lake").key("orders/a b+ü.csv"))
                .asUtf8String())
        .isEqualTo("1,2\n");
    assertThat(grantsTo(analyst))
        .extracting(row -> row.permissions() + " grantable " + row.permissionsWithGrantOption())
        .containsExactlyInAnyOrder("[DESCRIBE] grantable [DESCRIBE]", "[SELECT] grantable []");
  }

  @Test
  void theCliFillsALakeThatTheJavaSdkReads(@TempDir Path dir)
      throws IOException, InterruptedException {
    Path big = Files.write(dir.resolve("big.bin"), new byte[9 << 20]);
    aws("s3", "mb", "s3://cli-lake");
    aws("s3", "cp", big.toString(), "s3://cli-lake/in/big.bin");
    assertThat(aws("s3", "ls", "--recursive", "s3://cli-lake/")).contains("9437184 in/big.bin");
    aws("s3", "cp", "s3://cli-lake/in/big.bin", dir.resolve("back.bin").toString());
    assertThat(dir.resolve("back.bin")).hasSameBinaryContentAs(big);
    aws("glue", "create-database", "--database-input", "Name=cli");
    aws("glue", "create-table", "--database-name", "cli", "--table-input", "Name=t");
    aws(
        "lakeformation",
        "put-data-lake-settings",
        "--data-lake-settings",
        "{\"DataLakeAdmins\":[{\"DataLakePrincipalIdentifier\":\"arn:aws:iam::111122223333:user/admin\"}]}");
    aws(
        "lakeformation",
        "grant-permissions",
        "--principal",
        "DataLakePrincipalIdentifier=" + analyst,
        "--permissions",
        "DESCRIBE",
        "--resource",
        "{\"Database\":{\"Name\":\"cli\"}}");
    assertThat(clients.s3().headObject(b -> b.bucket("cli-lake").key("in/big.bin")).contentLength())
        .isEqualTo(9 << 20);
    assertThat(clients.glue().getTable(b -> b.databaseName("cli").name("t")).table().name())
        .isEqualTo("t");
    assertThat(grantsTo(analyst)).hasSize(1);
  }

  @Test
  void theCliReadsWhatTheJavaSdkWrote() throws IOException, InterruptedException {
    account.role("service/Loader", "{\"Statement\":[]}");
    clients.glue().createDatabase(b -> b.databaseInput(d -> d.name("sales")));
    assertThat(JSON.readTree(aws("glue", "get-database", "--name", "sales")).at("/Database/Name"))
        .hasToString("\"sales\"");
    assertThat(JSON.readTree(aws("sts", "get-caller-identity")).path("Account").asText())
        .isEqualTo("111122223333");
    // With an endpoint of its own the CLI signs for its region; IAM takes us-east-1 alone.
    String role = aws("iam", "get-role", "--role-name", "Loader", "--region", "us-east-1");
    assertThat(JSON.readTree(role).at("/Role/Arn").asText())
        .isEqualTo("arn:aws:iam::111122223333:role/service/Loader");
    PythonEnvironment.Finished missing =
        python.run(environment(), program("glue", "get-database", "--name", "none"));
    assertThat(missing.exitCode()).isNotZero();
    assertThat(missing.errors()).contains("(EntityNotFoundException)");
  }

  private List<PrincipalResourcePermissions> grantsTo(String principal) {
    return clients.lakeFormation().listPermissionsPaginator(b -> {}).stream()
        .flatMap(page -> page.principalResourcePermissions().stream())
        .filter(row -> row.principal().dataLakePrincipalIdentifier().equals(principal))
        .toList();
  }

  private String aws(String... arguments) throws IOException, InterruptedException {
    return run(program(arguments));
  }

  private String[] program(String... arguments) {
    List<String> command = new ArrayList<>(List.of(python.program("aws")));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  private String run(String... command) throws IOException, InterruptedException {
    PythonEnvironment.Finished finished = python.run(environment(), command);
    assertThat(finished.exitCode())
        .as(() -> String.join(" ", command) + ": " + finished.errors())
        .isZero();
    return finished.output();
  }

  private Map<String, String> environment() {
    AwsCredentials root = account.root();
    return Map.of(
        "AWS_ENDPOINT_URL", aws.endpoint().toString(),
        "AWS_ACCESS_KEY_ID", root.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY", root.secretAccessKey(),
        "AWS_DEFAULT_REGION", "ap-south-1",
        "AWS_MAX_ATTEMPTS", "1",
        "AWS_CONFIG_FILE", "none",
        "AWS_SHARED_CREDENTIALS_FILE", "none",
        "AWS_EC2_METADATA_DISABLED", "true",
        "PYTHONUTF8", "1");
  }
}
