package io.twinlake.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlake.standin.StandIn;
import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lake.SampleLake;
import io.twinlake.standin.lake.Staff;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions;

/**
 * An account after a deployment: the sample lake in the source region, and of the job nothing but
 * what the templates hold. The configuration's bucket lies in the source region, the backups' in
 * the target.
 */
final class DeployedAws implements AutoCloseable {
  static final String SOURCE = "us-east-1";
  static final String TARGET = "ap-south-1";

  /** Compacts Iceberg tables. */
  static final String OPTIMIZER = "IcebergOptimizer";

  private static final String ACCOUNT = "111122223333";
  private static final String CONFIGURATIONS = "lake-config";
  private static final String ROLE = "LFRestoreOnDemandGlueRole";

  private final DeployedTemplates templates =
      DeployedTemplates.of(
          ACCOUNT,
          Map.of(
              "config_bucket_name",
              CONFIGURATIONS,
              "backup_bucket_name",
              "twinlake-backup-ap-south-1",
              "target_region",
              TARGET,
              "registered_location_role_arns",
              "arn:aws:iam::111122223333:role/LakeFormationDataAccess",
              "table_optimizer_role_arns",
              "arn:aws:iam::111122223333:role/" + OPTIMIZER,
              "iceberg_buckets",
              "sample-lake-ap-south-1",
              "view_definer_role_arns",
              "arn:aws:iam::111122223333:role/ViewDefiner"));

  private final StandIn aws = StandIn.builder().accounts(ACCOUNT).regions(SOURCE, TARGET).start();
  private final AwsCredentials owner = Staff.in(aws.account(ACCOUNT));
  private final AwsCredentials role =
      aws.account(ACCOUNT).role(ROLE, templates.rolePolicy().toString());
  private final LakeClients source = clients(owner, SOURCE);
  private final LakeClients target = clients(aws.account(ACCOUNT).observer(), TARGET);

  DeployedAws() {
    SampleLake.fill(source);
    SampleLake.buckets(TARGET).forEach(name -> target.s3().createBucket(r -> r.bucket(name)));
    target.s3().createBucket(r -> r.bucket("twinlake-backup-ap-south-1"));
    aws.account(ACCOUNT).principal("role/" + OPTIMIZER);
    new EmptyIcebergTables(source, target).write();
    source.s3().createBucket(r -> r.bucket(CONFIGURATIONS));
    target.lakeFormation().putDataLakeSettings(r -> r.dataLakeSettings(inUse()));
    append(templates.sourceDataLakeSettings(), source);
    append(templates.targetDataLakeSettings(), target);
  }

  /** A region that somebody uses: it has an administrator, and opens what is new to IAM. */
  private static DataLakeSettings inUse() {
    PrincipalPermissions open =
        PrincipalPermissions.builder()
            .principal(p -> p.dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS"))
            .permissions(Permission.ALL)
            .build();
    return DataLakeSettings.builder()
        .dataLakeAdmins(principal("arn:aws:iam::111122223333:user/admin"))
        .createDatabaseDefaultPermissions(open)
        .createTableDefaultPermissions(open)
        .build();
  }

  /** As CloudFormation does with {@code MutationType: APPEND}. */
  private static void append(JsonNode added, LakeClients to) {
    if (!added.get("MutationType").asText().equals("APPEND")) {
      throw new IllegalArgumentException("This would replace the region's settings: " + added);
    }
    DataLakeSettings settings = to.lakeFormation().getDataLakeSettings(r -> {}).dataLakeSettings();
    DataLakeSettings appended =
        settings.toBuilder()
            .dataLakeAdmins(joined(settings.dataLakeAdmins(), added.path("Admins")))
            .readOnlyAdmins(joined(settings.readOnlyAdmins(), added.path("ReadOnlyAdmins")))
            .build();
    to.lakeFormation().putDataLakeSettings(r -> r.dataLakeSettings(appended));
  }

  private static List<DataLakePrincipal> joined(List<DataLakePrincipal> there, JsonNode added) {
    return Stream.concat(
            there.stream(),
            StreamSupport.stream(added.spliterator(), false)
                .map(p -> principal(p.get("DataLakePrincipalIdentifier").asText())))
        .toList();
  }

  private static DataLakePrincipal principal(String arn) {
    return DataLakePrincipal.builder().dataLakePrincipalIdentifier(arn).build();
  }

  private LakeClients clients(AwsCredentials credentials, String region) {
    return LakeClients.of(aws.endpoint(), credentials, ACCOUNT, region);
  }

  StandIn standIn() {
    return aws;
  }

  /** The source region as the administrator who made the lake. */
  LakeClients source() {
    return source;
  }

  /** The target region as root, whose calls are not logged. */
  LakeClients target() {
    return target;
  }

  DeployedTemplates templates() {
    return templates;
  }

  /** The file as it is shipped, with these of its lines replaced. */
  void configure(Map<String, String> lines) {
    try {
      String text = Files.readString(Synth.ROOT.resolve("glue_config.conf"));
      for (Map.Entry<String, String> line : lines.entrySet()) {
        if (!text.contains(line.getKey())) {
          throw new IllegalArgumentException("glue_config.conf has no " + line.getKey());
        }
        text = text.replace(line.getKey(), line.getValue());
      }
      RequestBody body = RequestBody.fromString(text);
      source.s3().putObject(r -> r.bucket(CONFIGURATIONS).key("glue_config.conf"), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Command runSourceJob() {
    return run(SOURCE, templates.sourceArguments());
  }

  Command runStandbyJob() {
    return run(TARGET, templates.standbyArguments());
  }

  /** As Glue starts it, without Spark, which the job makes no use of. */
  private Command run(String region, Map<String, String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", classPath(), "io.twinlake.glue.GlueJob", "--JOB_NAME", "x"));
    arguments.forEach((name, value) -> words.addAll(List.of(name, value)));
    words.addAll(List.of("--ENDPOINT_URL", aws.endpoint().toString()));
    AwsSessionCredentials session = (AwsSessionCredentials) role;
    return Command.run(
        Path.of("target"),
        Map.of(
            "AWS_REGION", region,
            "AWS_ACCESS_KEY_ID", session.accessKeyId(),
            "AWS_SECRET_ACCESS_KEY", session.secretAccessKey(),
            "AWS_SESSION_TOKEN", session.sessionToken()),
        words);
  }

  /** The job jar behind slf4j, which Glue brings. */
  private static String classPath() {
    Path jar = JobAssets.builtIn(Synth.ROOT, Synth.VERSION).jar();
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing; run ./mvnw verify -pl infra -am.");
    }
    return Stream.concat(
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.contains("slf4j-")),
            Stream.of(jar.toString()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The actions of the role's policy that the job has needed so far. */
  Set<String> usedActions() {
    return aws.account(ACCOUNT).usedActions(ROLE);
  }

  @Override
  public void close() {
    source.close();
    target.close();
    aws.close();
  }
}
