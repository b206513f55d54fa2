package io.twinlake.standin;

import io.twinlake.standin.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Every call the stand-in answered or refused, in order of arrival. */
public final class CallLog {
  private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();

  /**
   * @param call what was asked; for S3 the operation carries AWS's name, e.g. {@code PutObject}
   * @param subject what it was about, e.g. {@code bucket/key} or {@code database/table}
   * @param error the error code answered, {@code ConnectionClosed} for none, or empty for success
   */
  public record Entry(Call call, String subject, String error) {
    /** Service and operation as AWS writes them, e.g. {@code glue:CreateTable}. */
    public String name() {
      return call.service() + ":" + call.operation();
    }
  }

  public void add(Entry entry) {
    entries.add(entry);
  }

  public List<Entry> all() {
    return new ArrayList<>(entries);
  }

  /** How often each operation was called in a region, e.g. {@code glue:GetTables → 3}. */
  public Map<String, Long> counts(String region) {
    return counts(entry -> entry.call().region().equals(region));
  }

  public Map<String, Long> counts(Predicate<Entry> filter) {
    return entries.stream()
        .filter(filter)
        .collect(Collectors.groupingBy(Entry::name, TreeMap::new, Collectors.counting()));
  }

  public void clear() {
    entries.clear();
  }
}
