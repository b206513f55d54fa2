package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.model.Events;
import io.twinlake.model.UserError;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;

/** A snapshot that lacks what narrows is restored only when someone says so. */
class UnreadRulesTest {
  private final TwoRegions regions = new TwoRegions();

  @BeforeEach
  void fill() {
    regions.buckets();
    for (var region : List.of(regions.source(), regions.target())) {
      LakeSettings.open(region, false);
    }
    new Lake(regions.source()).database("sales").table("sales", "orders", "id");
    new TagLake(regions.source())
        .fill("sales", "orders")
        .policy("Mine")
        .attach("Mine", "sales", "orders");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private Twinlake job(String... operation) {
    return regions.job(TwoRegions.config(operation), Events.NONE);
  }

  private void backupWithout(String operation) {
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", operation).always());
    job().backup();
    regions.aws().faults().clear();
  }

  private void assertRefused(String sentence) {
    regions.aws().calls().clear();
    assertThatThrownBy(() -> job().restore(Selection.LATEST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("--accept-incomplete");
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ListRLSPolicies",
        "ListRLSPolicyAttachments",
        "GetResourceLFTags",
        "ListLFTags",
        "ListLFTagExpressions",
        "ListDataCellsFilter",
        "ListLakeFormationOptIns",
        "ListResources"
      })
  void isNotRestoredUnlessAccepted(String operation) {
    backupWithout(operation);
    assertRefused("that narrow what grants give");
    job().restore(Selection.LATEST.acceptingIncomplete(true));
    assertThat(regions.target().glue().getDatabases(r -> {}).databaseList()).hasSize(1);
  }

  @Test
  void isRestoredWithoutAskingWhenOnlyGrantsAreMissing() {
    backupWithout("ListPermissions");
    job().restore(Selection.LATEST);
    assertThat(regions.target().glue().getDatabases(r -> {}).databaseList()).hasSize(1);
  }

  @Test
  void detachesNoPolicyThatMayOnlyNotHaveBeenRead() {
    job().sync();
    new TagLake(regions.target()).policy("Own").attach("Own", "sales", "orders");
    List<RLSPolicyAttachment> before = attachments();
    backupWithout("ListRLSPolicyAttachments");
    job("revoke_target_permissions = True").restore(Selection.LATEST.acceptingIncomplete(true));
    assertThat(attachments()).isNotEmpty().isEqualTo(before);
  }

  private List<RLSPolicyAttachment> attachments() {
    return regions
        .target()
        .lakeFormation()
        .listRLSPolicyAttachments(r -> {})
        .rlsPolicyAttachments();
  }

  @Test
  void aSnapshotOfAnEarlierVersionIsNotOneWithoutThem() throws IOException {
    String id = job().backup().id();
    forgetWhatIsUnsupported(id);
    assertRefused("was made by a version that did not back up");
    job().restore(Selection.LATEST.acceptingIncomplete(true));
  }

  /** Makes a manifest one of a version that knew no such member. */
  private void forgetWhatIsUnsupported(String id) throws IOException {
    var s3 = regions.target().s3();
    String key =
        s3.listObjectsV2(r -> r.bucket(TwoRegions.BACKUPS)).contents().stream()
            .map(object -> object.key())
            .filter(name -> name.contains(id) && name.endsWith("manifest.json"))
            .findFirst()
            .orElseThrow();
    String text = s3.getObjectAsBytes(r -> r.bucket(TwoRegions.BACKUPS).key(key)).asUtf8String();
    String lines = text.substring(0, text.indexOf("  \"sha256\" : \"", text.lastIndexOf(",\n")));
    String earlier = lines.replaceFirst(",\\n  \"unsupported\" : \\[[^\\]]*\\]", "");
    assertThat(earlier).isNotEqualTo(lines);
    String sealed = earlier + "  \"sha256\" : \"" + sha256(earlier) + "\"\n}\n";
    s3.putObject(r -> r.bucket(TwoRegions.BACKUPS).key(key), RequestBody.fromString(sealed));
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
