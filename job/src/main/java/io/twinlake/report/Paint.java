package io.twinlake.report;

import io.twinlake.model.Outcome;

/** Colours for a terminal, or none. */
public enum Paint {
  NONE,
  ANSI;

  String of(Outcome outcome, String text) {
    return switch (outcome) {
      case CREATED -> in(32, text);
      case UPDATED, SKIPPED -> in(33, text);
      case DELETED, FAILED -> in(31, text);
      case SAVED, UNCHANGED -> text;
    };
  }

  String red(String text) {
    return in(31, text);
  }

  String yellow(String text) {
    return in(33, text);
  }

  String bold(String text) {
    return in(1, text);
  }

  /** Select Graphic Rendition, ECMA-48 section 8.3.117. */
  private String in(int code, String text) {
    return this == NONE ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
