package io.twinlake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.config.Scope;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest.Completeness;
import io.twinlake.snapshot.Manifest.DatabaseRanges;
import io.twinlake.snapshot.Manifest.Part;
import io.twinlake.snapshot.Manifest.Range;
import io.twinlake.snapshot.Manifest.Unread;
import io.twinlake.snapshot.Manifest.Unsupported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTextTest {
  private static final String PLACE = "s3://b/snapshots/x/manifest.json";
  private static final String HASH =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final Manifest MANIFEST =
      new Manifest(
          1,
          "0.1.0",
          "20261122T180724Z-us-east-1-7f3a",
          "111122223333",
          "us-east-1",
          Instant.parse("2026-11-22T18:07:24Z"),
          Instant.parse("2026-11-22T18:09:00.5Z"),
          new Scope(Set.of("sales", "gone"), false),
          List.of(
              new Part(Part.CATALOG, "catalog.json", 30, HASH),
              new Part(Part.LAKE_FORMATION, "lf.json", 7, HASH),
              new Part(Part.CONFIG, "config.conf", 1, HASH)),
          new TreeMap<>(Map.of("database", 1L, "table", 2L, "partition", 3L, "grant", 4L)),
          List.of(
              new DatabaseRanges(
                  "sales",
                  new Range(0, 20, HASH),
                  new Range(30, 0, HASH),
                  new Range(20, 10, HASH),
                  new TreeMap<>(Map.of("database", 1L, "table", 2L, "partition", 3L)))),
          new Range(30, 0, HASH),
          List.of("gone"),
          new Completeness("arn:aws:iam::111122223333:role/Zoë", false, List.of("sales.orders")),
          List.of(new Unread(ObjectKey.partition("sales", "orders", List.of("ü")), "Denied.")),
          List.of(new Unsupported("rls_policy", "UnknownOperationException: No.")),
          new TreeMap<>(Map.of("lake", "us-east-1", "gone", "")));

  private static Manifest read(byte[] file) {
    return ManifestText.read(file, PLACE);
  }

  private static byte[] changed(String from, String to) {
    String text = new String(ManifestText.write(MANIFEST), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    String json = text.substring(0, text.lastIndexOf(",\n  \"sha256\"")) + "\n}";
    return ManifestText.sealed(json.replace(from, to));
  }

  private static void assertRefused(ThrowingCallable read, String sentence) {
    assertThatThrownBy(read).isInstanceOf(UserError.class).hasMessage(sentence);
  }

  @Test
  void readsWhatItWrote() {
    assertThat(read(ManifestText.write(MANIFEST))).isEqualTo(MANIFEST);
  }

  @Test
  void aManifestThatSaysNothingOfUnsupportedKindsDoesNotTellThatThereAreNone() {
    String member =
        """
        ,
          "unsupported" : [
            {
              "kind" : "rls_policy",
              "reason" : "UnknownOperationException: No."
            }
          ]"""
            .stripTrailing();
    Manifest earlier = read(changed(member, ""));
    assertThat(earlier.unsupported()).isEmpty();
    assertThat(earlier.unread())
        .startsWith(MANIFEST.unread().get(0))
        .filteredOn(Unread::isOfEarlierVersion)
        .extracting(unread -> unread.key().kind())
        .containsExactly(
            Kind.LF_TAG_EXPRESSION,
            Kind.LF_TAG_ASSIGNMENT,
            Kind.DATA_CELLS_FILTER,
            Kind.RLS_POLICY,
            Kind.RLS_POLICY_ATTACHMENT);
  }

  @Test
  void aManifestThatSaysNothingOfOptionalKindsHoldsNone() {
    String text = new String(ManifestText.write(MANIFEST), StandardCharsets.UTF_8);
    String member = text.substring(text.indexOf(",\n    \"kinds\""), text.indexOf("\n  },"));
    assertThat(read(ManifestText.write(MANIFEST)).scope().includes(Kind.CONNECTION)).isTrue();
    assertThat(read(changed(member, "")).scope().kinds()).isEmpty();
  }

  @Test
  void writesTheSameBytesForTheSameManifest() {
    assertThat(ManifestText.write(MANIFEST)).isEqualTo(ManifestText.write(MANIFEST));
  }

  @Test
  void endsWithTheChecksumOfTheLinesBefore() {
    List<String> lines =
        new String(ManifestText.write(MANIFEST), StandardCharsets.UTF_8).lines().toList();
    String before = String.join("\n", lines.subList(0, lines.size() - 2)) + "\n";

    assertThat(lines.get(lines.size() - 2))
        .isEqualTo("  \"sha256\" : \"%s\"", Sha256.hex(before.getBytes(StandardCharsets.UTF_8)));
    assertThat(lines.get(lines.size() - 1)).isEqualTo("}");
  }

  @Test
  void refusesEveryFlippedBit() {
    byte[] file = ManifestText.write(MANIFEST);
    for (int bit = 0; bit < file.length * 8; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(refusal(flipped)).as("bit %d", bit).contains(PLACE);
    }
  }

  @Test
  void refusesEveryShorterFile() {
    byte[] file = ManifestText.write(MANIFEST);
    for (int length = 0; length < file.length; length++) {
      assertThat(refusal(Arrays.copyOf(file, length))).as("length %d", length).contains(PLACE);
    }
  }

  private static @Nullable String refusal(byte[] file) {
    try {
      return "read, though it was changed: " + read(file).id();
    } catch (UserError e) {
      return e.getMessage();
    }
  }

  @Test
  void refusesSpaceThatSomeoneAdded() {
    byte[] file = ManifestText.write(MANIFEST);
    byte[] longer = Arrays.copyOf(file, file.length + 1);
    longer[file.length] = '\n';

    assertRefused(
        () -> read(longer),
        PLACE
            + " is damaged: its lines do not have the SHA-256 that ends it; use another snapshot.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "<Error/>", "{} {}"})
  void refusesWhatIsNoJsonObject(String text) {
    assertRefused(
        () -> read(text.getBytes(StandardCharsets.UTF_8)),
        PLACE + " is damaged: it is not a JSON object; use another snapshot.");
  }

  @Test
  void refusesANewerFormatWhateverItsShape() {
    assertRefused(
        () -> read("{\"format_version\": 2}".getBytes(StandardCharsets.UTF_8)),
        PLACE + " is of format 2 and this version of Twinlake reads up to 1; use a newer version.");
  }

  @Test
  void readsOneOfBeforeDetailsAndOthers() {
    JsonNode earlier = json();
    ((ObjectNode) earlier).remove("others");
    earlier.path("databases").forEach(database -> ((ObjectNode) database).remove("details"));

    Manifest read = read(ManifestText.sealed(earlier.toPrettyString().replace("\r", "")));

    Range none = new Range(0, 0, HASH);
    assertThat(read.others()).isEqualTo(none);
    assertThat(read.databases()).extracting(DatabaseRanges::details).containsExactly(none);
    assertThat(read.databases())
        .extracting(DatabaseRanges::partitions)
        .containsExactly(new Range(20, 10, HASH));
  }

  private static JsonNode json() {
    try {
      return Json.object(ManifestText.write(MANIFEST)).without("sha256");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void ignoresMembersItDoesNotKnow() {
    assertThat(read(changed("\"account\"", "\"later\" : {\"x\" : [1]},\n  \"account\"")))
        .isEqualTo(MANIFEST);
  }

  @Test
  void refusesAManifestWithoutWhatItNeeds() {
    assertThatThrownBy(() -> read(changed("\"source_region\"", "\"region\"")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(PLACE + " lacks what a manifest needs")
        .hasMessageContaining("source_region");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"offset\" : 20', '\"offset\" : 21', its ranges have a gap or overlap at byte 20",
    "'\"offset\" : 20', '\"offset\" : 19', its ranges have a gap or overlap at byte 20",
    "'\"length\" : 10', '\"length\" : 9', its ranges end at byte 29 of 30",
    "'\"length\" : 10', '\"length\" : -1', its ranges have a gap or overlap at byte 20",
    "'\"size\" : 30', '\"size\" : 31', its ranges end at byte 30 of 31",
    "'\"role\" : \"config\"', '\"role\" : \"other\"', it must name one file of role config",
    "'\"grant\" : 4,\n    \"partition\" : 3', '\"partition\" : 4', it counts 4 of partition and then 3"
  })
  void refusesAManifestThatContradictsItself(String from, String to, String how) {
    assertRefused(
        () -> read(changed(from, to)),
        PLACE + " contradicts itself: " + how + "; use another snapshot.");
  }
}
