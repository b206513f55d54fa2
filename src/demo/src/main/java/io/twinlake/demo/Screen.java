package io.twinlake.demo;

import java.io.PrintStream;
import java.util.List;

/** The terminal, and a file that gets the same without colours. */
final class Screen {
  private static final int WIDTH = 80;

  private final PrintStream terminal;
  private final PrintStream file;
  private final boolean colour;
  private boolean afterBlank;

  /**
   * @param colour whether the terminal is one and shows colours
   */
  Screen(PrintStream terminal, PrintStream file, boolean colour) {
    this.terminal = terminal;
    this.file = file;
    this.colour = colour;
  }

  /** A chapter, told in a sentence or two. */
  void heading(String title, String sentence) {
    blank();
    line(bold("== " + title + " " + "=".repeat(Math.max(2, WIDTH - 4 - title.length()))));
    say(sentence);
    blank();
  }

  /** Text in lines that fit. */
  void say(String sentence) {
    StringBuilder text = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (text.length() + word.length() >= WIDTH) {
        line(text.toString());
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "" : " ").append(word);
    }
    line(text.toString());
  }

  void command(String line) {
    line(bold("$ " + line));
  }

  void table(Grid grid) {
    List<String> lines = grid.lines();
    line("  " + bold(lines.get(0)));
    lines.stream().skip(1).forEach(each -> line("  " + each));
    blank();
  }

  void good(String sentence) {
    line(in(32, "  ok    ") + sentence);
  }

  void bad(String sentence) {
    line(in(31, "  WRONG ") + sentence);
  }

  /** A command's progress: on a terminal it is seen and gone, elsewhere not seen. */
  void passing(String text) {
    if (colour) {
      terminal.print("\r\u001b[2K" + text.substring(0, Math.min(text.length(), WIDTH - 1)));
      terminal.flush();
    }
  }

  void blank() {
    if (!afterBlank) {
      line("");
    }
  }

  void line(String text) {
    passing("");
    terminal.println(text);
    file.println(text.replaceAll("\u001b\\[[0-9;]*m", ""));
    afterBlank = text.isEmpty();
  }

  String bold(String text) {
    return in(1, text);
  }

  /** Select Graphic Rendition, ECMA-48 section 8.3.117. */
  private String in(int code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
