package io.twinlake.iceberg;

import com.google.common.base.Throwables;
import io.twinlake.config.TwinlakeConfig.Iceberg.FileCheck;
import io.twinlake.model.UserError;
import io.twinlake.transform.BucketMapping;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The rewriting of one table's files, which any worker can do: it shares nothing, and can be sent
 * to another machine.
 *
 * @param source the metadata file, as the source names it
 * @param places which bucket or folder becomes which, as in {@link BucketMapping}
 * @param storage for a worker that has no client
 * @param thorough whether all that the metadata file leads to is gone through again where that file
 *     is there already, and what is missing is written; it may outlive the rest when an engine or
 *     an optimizer in the target deletes files of snapshots
 */
public record TableRewrite(
    String database,
    String table,
    String source,
    LinkedHashMap<String, String> places,
    boolean everySnapshot,
    FileCheck fileCheck,
    Storage storage,
    boolean thorough)
    implements Serializable {
  public TableRewrite {
    places = new LinkedHashMap<>(places);
  }

  /** The same, trusting nothing that an earlier run has left. */
  public TableRewrite thoroughly() {
    return new TableRewrite(
        database, table, source, places, everySnapshot, fileCheck, storage, true);
  }

  /** As {@link #run(S3Client, Runnable)}, with a client of its own. */
  public Rewritten run() {
    try (var region = storage.open()) {
      return run(region.s3(), () -> {});
    }
  }

  /**
   * Writes the table's files for the target, unless they are there, the metadata file last; nothing
   * that lay there is changed.
   *
   * @param beforeWriting may refuse each write by throwing a {@link UserError}, which is passed on
   */
  public Rewritten run(S3Client s3, Runnable beforeWriting) {
    try {
      BucketMapping buckets = new BucketMapping(places);
      LakeFiles files = new LakeFiles(s3, buckets, fileCheck, beforeWriting);
      return result("", new Rewriting(files, buckets, this).run());
    } catch (UserError e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      // A library that a rare kind of file needs may be missing.
      return result(reason(e), false);
    }
  }

  String target() {
    return mapping().rewritten(source);
  }

  private IcebergMapping mapping() {
    return new IcebergMapping(new BucketMapping(places), everySnapshot);
  }

  /** What Iceberg's library throws is as good as its message, which may not tell the cause. */
  private static String reason(Throwable e) {
    if (e instanceof UncheckedIOException unreadable) {
      return reason(Objects.requireNonNull(unreadable.getCause()));
    }
    if (e instanceof Unrewritable || e instanceof SdkException) {
      return String.valueOf(e.getMessage());
    }
    Throwable cause = Throwables.getRootCause(e);
    return "its files cannot be read as Iceberg's: " + e + (cause == e ? "" : ", by " + cause);
  }

  private Rewritten result(String problem, boolean asBefore) {
    return new Rewritten(database, table, problem, asBefore);
  }

  /** Of a map of any kind. */
  public static LinkedHashMap<String, String> places(Map<String, String> places) {
    return new LinkedHashMap<>(places);
  }
}
