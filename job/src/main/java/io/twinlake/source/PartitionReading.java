package io.twinlake.source;

import com.google.common.collect.Iterators;
import io.twinlake.aws.Parallel;
import io.twinlake.model.CatalogObject;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Segment;

/**
 * The partitions of one table, each once: two pages in sequence, and when there are more, ten
 * segments side by side from the start. Pages shift while others write: when one brings a partition
 * a second time, another pass picks up what may have been passed over (aws-facts 4).
 */
final class PartitionReading {
  /** GetPartitions.MaxResults at most (aws-facts 1). */
  private static final int PAGE = 1000;

  /** Segment.TotalSegments at most (aws-facts 5). */
  private static final int SEGMENTS = 10;

  private static final int PAGES_IN_SEQUENCE = 2;

  private final GlueClient glue;
  private final String database;
  private final String table;
  private final Runnable onMove;
  private final Pages<GetPartitionsResponse> sequence;
  private final SeenValues seenInSequence = new SeenValues();
  private final SeenValues seen = new SeenValues();
  private boolean moved;

  /**
   * @param onMove hears, once, that partitions moved between pages
   */
  PartitionReading(GlueClient glue, String database, String table, Runnable onMove) {
    this.glue = glue;
    this.database = database;
    this.table = table;
    this.onMove = onMove;
    this.sequence = pages(null);
  }

  Iterator<CatalogObject> partitions() {
    List<Supplier<Iterator<CatalogObject>>> passes =
        List.of(this::firstPages, this::segmentsIfMore, this::allAgainIfMoved);
    return Iterators.concat(Iterators.transform(passes.iterator(), Supplier::get));
  }

  private Iterator<CatalogObject> firstPages() {
    return keep(objects(Iterators.limit(sequence, PAGES_IN_SEQUENCE)), this::isNewInSequence);
  }

  private Iterator<CatalogObject> segmentsIfMore() {
    if (!sequence.hasNext()) {
      return Collections.emptyIterator();
    }
    moved = false;
    return keep(segments(), values -> isNew(values) && !seenInSequence.contains(values));
  }

  private Iterator<CatalogObject> allAgainIfMoved() {
    if (!moved) {
      return Collections.emptyIterator();
    }
    onMove.run();
    Iterator<CatalogObject> again = sequence.hasNext() ? segments() : objects(pages(null));
    return keep(again, values -> !seenInSequence.contains(values) && seen.add(values));
  }

  private boolean isNewInSequence(List<String> values) {
    boolean added = seenInSequence.add(values);
    moved |= !added;
    return added;
  }

  private boolean isNew(List<String> values) {
    boolean added = seen.add(values);
    moved |= !added;
    return added;
  }

  private static Iterator<CatalogObject> keep(
      Iterator<CatalogObject> partitions, Predicate<List<String>> wanted) {
    return Iterators.filter(partitions, partition -> wanted.test(partition.key().values()));
  }

  private Iterator<CatalogObject> segments() {
    Iterator<Segment> segments =
        IntStream.range(0, SEGMENTS)
            .mapToObj(n -> Segment.builder().segmentNumber(n).totalSegments(SEGMENTS).build())
            .iterator();
    return new Parallel(SEGMENTS)
        .interleave(segments, (segment, sink) -> objects(pages(segment)).forEachRemaining(sink));
  }

  private Iterator<CatalogObject> objects(Iterator<GetPartitionsResponse> pages) {
    SharedColumns sharedColumns = new SharedColumns();
    return Iterators.transform(
        Pages.items(pages, GetPartitionsResponse::partitions),
        partition -> sharedColumns.apply(GlueObjects.partition(database, table, partition)));
  }

  private Pages<GetPartitionsResponse> pages(@Nullable Segment segment) {
    return new Pages<>(
        token ->
            glue.getPartitions(
                request ->
                    request
                        .databaseName(database)
                        .tableName(table)
                        .segment(segment)
                        .maxResults(PAGE)
                        .nextToken(token)),
        GetPartitionsResponse::nextToken);
  }
}
