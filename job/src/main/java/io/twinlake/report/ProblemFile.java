package io.twinlake.report;

import com.google.common.base.Suppliers;
import io.twinlake.model.ObjectResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A file with one JSON line an object; it begins to exist with the first. Every line is flushed, so
 * that a killed run leaves what it found. {@code --only} takes the file.
 */
public final class ProblemFile implements Problems {
  private final Path path;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Supplier<PrintWriter> writer = Suppliers.memoize(this::open);

  public ProblemFile(Path path) {
    this.path = path;
  }

  private PrintWriter open() {
    try {
      PrintWriter opened = new PrintWriter(Files.newBufferedWriter(path), true);
      begun.set(true);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path + ".", e);
    }
  }

  @Override
  public void add(ObjectResult result) {
    writer.get().println(result.toJson());
  }

  @Override
  public Optional<String> place() {
    return begun.get() ? Optional.of(path.toString()) : Optional.empty();
  }

  @Override
  public void close() {
    if (begun.get()) {
      writer.get().close();
    }
  }
}
