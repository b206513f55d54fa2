package io.twinlake.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text under titles, in columns as wide as they must be; numbers stand to the right. */
final class Grid {
  private final List<List<String>> rows = new ArrayList<>();

  Grid(String... titles) {
    rows.add(List.of(titles));
  }

  Grid add(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  int size() {
    return rows.size() - 1;
  }

  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String padding = " ".repeat(width(column) - cell.length());
      line.append(isNumeric(column) ? padding + cell : cell + padding).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private boolean isNumeric(int column) {
    return IntStream.range(1, rows.size())
        .mapToObj(row -> rows.get(row).get(column))
        .allMatch(cell -> cell.matches("[0-9,]*"));
  }
}
