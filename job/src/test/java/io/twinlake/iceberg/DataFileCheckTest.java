package io.twinlake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.collect.ImmutableSortedSet;
import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig.Iceberg.FileCheck;
import io.twinlake.standin.StandIn;
import io.twinlake.transform.BucketMapping;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;

/** Files are found with as few calls as S3's listings allow. */
class DataFileCheckTest {
  private static final String BUCKET = "lake-ap-south-1";

  private final StandIn aws =
      StandIn.builder().accounts("111122223333").regions("ap-south-1").start();
  private final AwsRegion region =
      new AwsAccess(
              aws.endpoint(),
              StaticCredentialsProvider.create(aws.account("111122223333").root()),
              Map.of(),
              8)
          .in("ap-south-1");
  private final LakeFiles files =
      new LakeFiles(region.s3(), BucketMapping.IDENTITY, FileCheck.ALL, () -> {});

  @BeforeEach
  void bucket() {
    region
        .s3()
        .createBucket(
            r ->
                r.bucket(BUCKET)
                    .createBucketConfiguration(c -> c.locationConstraint("ap-south-1")));
  }

  @AfterEach
  void close() {
    region.close();
    aws.close();
  }

  @Test
  void aListingAnswersForAThousandFiles() {
    SortedSet<String> wanted = put(numbers("t/data/", 1100));
    require(wanted);
    assertThat(calls()).isEqualTo(Map.of("s3:ListObjectsV2", 2L));
  }

  @Test
  void whatLiesBetweenTheFilesIsNotListed() {
    put(numbers("m/", 1100));
    require(put(Stream.of("a/first", "z/last")));
    assertThat(calls()).isEqualTo(Map.of("s3:ListObjectsV2", 2L));
  }

  @Test
  void namesWhatIsMissingAndHowMuch() {
    SortedSet<String> wanted = put(Stream.of("a/1", "a/3"));
    wanted.add("s3://" + BUCKET + "/a/2");
    wanted.add("s3://" + BUCKET + "/b");
    assertThatThrownBy(() -> require(wanted))
        .hasMessage(
            "2 of the 4 files looked for are missing in the target, e.g. s3://lake-ap-south-1/a/2, s3://lake-ap-south-1/b; wait for their replication, or copy them there");
  }

  /** S3 sorts by UTF-8, in which U+1F600 comes after U+FFFD; Java sorts its halves before it. */
  @Test
  void findsNamesThatJavaSortsOtherwise() {
    put(numbers("x/", 1000));
    require(put(Stream.of("x/\uFFFD", "x/\uD83D\uDE00", "x/ü =?#+%", "x/東京")));
    assertThat(calls()).isEqualTo(Map.of("s3:ListObjectsV2", 1L));
  }

  @Test
  void asksForTheFileItselfWhenAPageOfOthersComesBeforeIt() {
    put(numbers("k1", 1100));
    SortedSet<String> wanted = put(Stream.of("k9"));
    require(wanted);
    assertThat(calls()).isEqualTo(Map.of("s3:HeadObject", 1L, "s3:ListObjectsV2", 1L));
    wanted.add("s3://" + BUCKET + "/k8");
    assertThatThrownBy(() -> require(wanted)).hasMessageContaining("1 of the 2", "/k8");
  }

  @Test
  void aSampleIsAHundredAndNoneIsNoCall() {
    Referred sample = referred(FileCheck.SAMPLE, numbers("t/", 1000));
    assertThatThrownBy(sample::require).hasMessageContaining("100 of the 100 files");
    aws.calls().clear();
    referred(FileCheck.NONE, numbers("t/", 1000)).require();
    assertThat(calls()).isEmpty();
  }

  @Test
  void aSampleIsSpreadOverAllAndTheSameInAnyOrder() {
    put(numbers("t/", 100));
    SortedSet<String> wanted = numbers("t/", 199);
    Referred sample = referred(FileCheck.SAMPLE, wanted);
    Referred again = referred(FileCheck.SAMPLE, ImmutableSortedSet.copyOf(wanted).descendingSet());
    Throwable missing = catchThrowable(sample::require);
    assertThat(missing).hasMessageMatching("[3-6][0-9] of the 100 files .*");
    assertThat(catchThrowable(again::require)).hasMessage(missing.getMessage());
  }

  @Test
  void ofManyFilesNoMoreThanFiftyThousandAreHeld() {
    SortedSet<String> wanted = numbers("t/", 50_001);
    assertThatThrownBy(() -> referred(FileCheck.ALL, wanted))
        .hasMessageContaining("50000 of the 50000 files looked for");
  }

  @Test
  void whatWasLookedForIsNotLookedForAgain() {
    Referred referred = referred(FileCheck.ALL, put(numbers("t/", 3)));
    referred.require();
    aws.calls().clear();
    referred.require();
    assertThat(calls()).isEmpty();
  }

  private Referred referred(FileCheck check, Iterable<String> locations) {
    Referred referred = new Referred(files, check);
    locations.forEach(referred::add);
    return referred;
  }

  private void require(SortedSet<String> wanted) {
    aws.calls().clear();
    new DataFileCheck(files).require(wanted);
  }

  private Map<String, Long> calls() {
    return aws.calls().counts(entry -> true);
  }

  private static SortedSet<String> numbers(String prefix, int count) {
    SortedSet<String> locations = new TreeSet<>();
    IntStream.range(0, count)
        .forEach(n -> locations.add("s3://" + BUCKET + "/" + prefix + "%05d".formatted(n)));
    return locations;
  }

  private SortedSet<String> put(Stream<String> keys) {
    SortedSet<String> locations = new TreeSet<>();
    keys.forEach(key -> locations.add("s3://" + BUCKET + "/" + key));
    return put(locations);
  }

  private SortedSet<String> put(SortedSet<String> locations) {
    locations.parallelStream()
        .map(location -> location.substring(("s3://" + BUCKET + "/").length()))
        .forEach(key -> region.s3().putObject(r -> r.bucket(BUCKET).key(key), RequestBody.empty()));
    return locations;
  }
}
