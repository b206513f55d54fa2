package io.twinlake.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The values of the known keys. One that is missing or wrong becomes a problem and a neutral value,
 * so that reading goes on and finds the rest.
 */
final class Values {
  private final IniFile file;
  private final Problems problems;
  private final Map<Key, IniEntry> entries = new EnumMap<>(Key.class);

  Values(IniFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
    Stream.of(Key.values()).forEach(this::find);
  }

  private void find(Key key) {
    List<IniEntry> found = key.sections().stream().flatMap(section -> own(section, key)).toList();
    List<IniEntry> all = found.isEmpty() ? own(IniFile.DEFAULT, key).toList() : found;
    if (!all.isEmpty()) {
      entries.put(key, all.get(0));
    }
    all.stream().skip(1).forEach(second -> setTwice(all.get(0), second));
  }

  private Stream<IniEntry> own(String section, Key key) {
    return Stream.ofNullable(file.sections().get(section))
        .flatMap(
            in ->
                key.names().stream()
                    .flatMap(name -> Stream.ofNullable(in.entries().get(IniFile.fold(name)))));
  }

  private void setTwice(IniEntry first, IniEntry second) {
    problems.at(
        Math.max(first.line(), second.line()),
        "%s means the same as %s; remove one of the two".formatted(second.place(), first.place()));
  }

  <T> T required(Key key, Function<String, T> accepted, T neutral) {
    if (!has(key)) {
      IniSection section = file.sections().get(key.sections().get(0));
      problems.at(
          section == null ? Problems.AT_THE_END : section.line(),
          key.place() + " is missing; add it as the shipped glue_config.conf explains");
    }
    return optional(key, accepted, neutral);
  }

  <T> T optional(Key key, Function<String, T> accepted, T otherwise) {
    Optional<IniEntry> entry = Optional.ofNullable(entries.get(key));
    try {
      return entry.map(found -> accepted.apply(expanded(key, found))).orElse(otherwise);
    } catch (BadValue e) {
      reject(key, e.complaint());
      return otherwise;
    }
  }

  /** An inherited value sees the keys of the section that inherits it. */
  private String expanded(Key key, IniEntry entry) {
    boolean inherited = entry.section().equals(IniFile.DEFAULT);
    String section = inherited ? key.sections().get(0) : entry.section();
    return Interpolation.expand(file, section, entry.value());
  }

  boolean has(Key key) {
    return entries.containsKey(key);
  }

  /** Reports what a value by itself does not show to be wrong. */
  void reject(Key key, String complaint) {
    Optional.ofNullable(entries.get(key)).ifPresent(entry -> problems.at(entry, complaint));
  }
}
