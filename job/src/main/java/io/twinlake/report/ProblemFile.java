package io.twinlake.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.UserError;
import java.io.IOException;
import java.io.LineNumberReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

  /**
   * The objects of such a file, one JSON line each; empty lines are passed over.
   *
   * @throws UserError when it cannot be read or has a line of another sort
   */
  public static Set<ObjectKey> keys(Path path) {
    Set<ObjectKey> keys = new TreeSet<>();
    try (LineNumberReader lines = new LineNumberReader(Files.newBufferedReader(path))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          keys.add(key(line, path + " line " + lines.getLineNumber()));
        }
      }
      return keys;
    } catch (IOException e) {
      throw UserError.usage(
          "Cannot read %s (%s); name an earlier run's problem file.".formatted(path, e));
    }
  }

  private static ObjectKey key(String line, String place) {
    try {
      if (new ObjectMapper().readTree(line) instanceof ObjectNode json && json.has("kind")) {
        return ObjectKey.fromJson(json);
      }
    } catch (JsonProcessingException e) {
      throw UserError.usage(notAnObject(place));
    }
    throw UserError.usage(notAnObject(place));
  }

  private static String notAnObject(String place) {
    return place
        + " names no catalog object; a line looks like {\"kind\":\"table\",\"database\":…}.";
  }
}
