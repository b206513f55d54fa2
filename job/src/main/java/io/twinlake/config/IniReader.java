package io.twinlake.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the line grammar of Python's {@code ConfigParser} with its default options, in which the
 * file was always written. What Python refuses is a problem here, and reading goes on behind it.
 *
 * @see <a href="https://docs.python.org/3/library/configparser.html">configparser</a>
 */
final class IniReader {
  private static final Pattern HEADER = Pattern.compile("\\[(.+)\\].*");
  private static final Pattern DELIMITER = Pattern.compile("[=:]");

  private final Problems problems;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private @Nullable Section section;

  /** Where continuation lines go: null before a section's first key. */
  private @Nullable Option option;

  private int indent;
  private boolean orphansTold;

  private record Section(String name, int line, Map<String, Option> options) {}

  private record Option(int line, StringBuilder value) {}

  private IniReader(Problems problems) {
    this.problems = problems;
  }

  static IniFile read(String text, Problems problems) {
    IniReader reader = new IniReader(problems);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      reader.line(++number, line);
    }
    return reader.file();
  }

  private void line(int number, String line) {
    String content = line.strip();
    if (content.startsWith("#") || content.startsWith(";")) {
      return;
    }
    int depth = line.length() - line.stripLeading().length();
    if (option != null && (content.isEmpty() || depth > indent)) {
      option.value().append('\n').append(content);
      return;
    }
    if (content.isEmpty()) {
      return;
    }
    indent = depth;
    Matcher header = HEADER.matcher(content);
    if (header.matches()) {
      header(number, header.group(1));
    } else {
      option(number, content);
    }
  }

  private void header(int number, String name) {
    Section known = sections.get(name);
    // ConfigParser lets [DEFAULT], and only that, be opened again.
    if (known != null && !name.equals(IniFile.DEFAULT)) {
      problems.at(
          number,
          "[%s] is there already, in line %d; move its keys there".formatted(name, known.line()));
    }
    section = known != null ? known : new Section(name, number, new LinkedHashMap<>());
    sections.put(name, section);
    option = null;
  }

  private void option(int number, String content) {
    option = new Option(number, new StringBuilder());
    Matcher delimiter = DELIMITER.matcher(content);
    if (!delimiter.find() || delimiter.start() == 0) {
      problems.at(
          number,
          "\"%s\" is not a line of a configuration; write [section], key = value, # comment, or indent it to continue the value above"
              .formatted(Problems.shown(content)));
      return;
    }
    String key = IniFile.fold(content.substring(0, delimiter.start()).stripTrailing());
    option.value().append(content.substring(delimiter.end()).stripLeading());
    if (section == null) {
      orphan(number, key);
    } else {
      add(section, key, option);
    }
  }

  private void orphan(int number, String key) {
    if (!orphansTold) {
      problems.at(number, "%s stands before the first [section]; move it into one".formatted(key));
      orphansTold = true;
    }
  }

  private void add(Section into, String key, Option added) {
    Option known = into.options().putIfAbsent(key, added);
    if (known != null) {
      problems.at(
          added.line(),
          "[%s] %s is set already, in line %d; remove one of the two"
              .formatted(into.name(), key, known.line()));
    }
  }

  private IniFile file() {
    Map<String, IniSection> read = new LinkedHashMap<>();
    sections.forEach((name, found) -> read.put(name, entries(found)));
    return new IniFile(read);
  }

  private static IniSection entries(Section found) {
    Map<String, IniEntry> entries = new LinkedHashMap<>();
    found
        .options()
        .forEach(
            (key, set) ->
                entries.put(
                    key,
                    new IniEntry(
                        found.name(), key, set.line(), set.value().toString().stripTrailing())));
    return new IniSection(found.name(), found.line(), entries);
  }
}
