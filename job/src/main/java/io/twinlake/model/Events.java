package io.twinlake.model;

/** What a run says of itself while it works. Calls come from many threads at once. */
public interface Events {
  /** Hears nothing. */
  Events NONE =
      new Events() {
        @Override
        public void began(String phase, long expected) {}

        @Override
        public void results(Kind kind, Outcome outcome, long count) {}

        @Override
        public void result(ObjectResult result) {}

        @Override
        public void note(Note note) {}
      };

  /** A sentence for the person in front of it, said once. */
  record Note(Level level, String sentence) {
    /** How much it matters. A warning never turns a run red by itself; a problem ends it with 3. */
    public enum Level {
      INFO,
      WARNING,
      PROBLEM
    }
  }

  /**
   * A phase of the run began.
   *
   * @param expected how many results it will bring, or -1 when that is not known
   */
  void began(String phase, long expected);

  /** Results that need no line of their own, e.g. 5,000 partitions unchanged. */
  void results(Kind kind, Outcome outcome, long count);

  /** One object's result; counted like {@link #results}. */
  void result(ObjectResult result);

  void note(Note note);

  default void info(String sentence) {
    note(new Note(Note.Level.INFO, sentence));
  }

  default void warn(String sentence) {
    note(new Note(Note.Level.WARNING, sentence));
  }

  /** Says that something was left undone that no object's result shows. */
  default void problem(String sentence) {
    note(new Note(Note.Level.PROBLEM, sentence));
  }
}
