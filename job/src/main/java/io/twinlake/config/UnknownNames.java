package io.twinlake.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds sections and keys that mean nothing, and says what was probably meant. */
final class UnknownNames {
  private static final Set<String> SECTIONS =
      Arrays.stream(Key.values())
          .flatMap(key -> key.sections().stream())
          .collect(Collectors.toUnmodifiableSet());

  private final IniFile file;
  private final Problems problems;

  private UnknownNames(IniFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  static void report(IniFile file, Problems problems) {
    new UnknownNames(file, problems).report();
  }

  private void report() {
    for (IniSection section : file.sections().values()) {
      if (SECTIONS.contains(section.name())) {
        section.entries().values().forEach(this::check);
      } else {
        problems.at(
            section.line(),
            "[%s] is not a section of this file; %s"
                .formatted(section.name(), meant(section.name(), SECTIONS, "[%s]")));
      }
    }
  }

  private void check(IniEntry entry) {
    Optional<Key> known = key(key -> key.isCalled(entry.key()));
    boolean here = known.filter(key -> mayStandIn(key, entry.section())).isPresent();
    if (!here && !isReferred(entry)) {
      problems.at(entry.line(), known.map(key -> misplaced(entry, key)).orElse(unknown(entry)));
    }
  }

  /** What stands in [DEFAULT] is in every section, so every key may stand there. */
  private static boolean mayStandIn(Key key, String section) {
    return section.equals(IniFile.DEFAULT) || key.sections().contains(section);
  }

  private boolean isReferred(IniEntry entry) {
    return file.sections().values().stream()
        .filter(
            from -> entry.section().equals(IniFile.DEFAULT) || from.name().equals(entry.section()))
        .flatMap(from -> from.entries().values().stream())
        .anyMatch(from -> Interpolation.references(from.value()).contains(entry.key()));
  }

  private static String misplaced(IniEntry entry, Key key) {
    return "%s has no effect there; move it to [%s]"
        .formatted(entry.place(), String.join("] or [", key.sections()));
  }

  private static String unknown(IniEntry entry) {
    List<String> names =
        keys(key -> mayStandIn(key, entry.section())).flatMap(key -> key.names().stream()).toList();
    return "%s is not a known key; %s".formatted(entry.place(), meant(entry.key(), names, "%s"));
  }

  private static String meant(String name, Collection<String> known, String as) {
    String nearest = Nearest.to(name, known);
    return Nearest.distance(name, nearest) <= Math.max(2, name.length() / 3)
        ? "write %s, or remove it".formatted(as.formatted(nearest))
        : "remove it, or use one of "
            + known.stream().sorted().map(as::formatted).collect(Collectors.joining(", "));
  }

  private static Optional<Key> key(Predicate<Key> wanted) {
    return keys(wanted).findFirst();
  }

  private static Stream<Key> keys(Predicate<Key> wanted) {
    return Arrays.stream(Key.values()).filter(wanted);
  }
}
