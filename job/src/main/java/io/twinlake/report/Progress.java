package io.twinlake.report;

/** Shows that work goes on. Calls come from many threads at once. */
public interface Progress {
  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void began(String phase, long expected) {}

        @Override
        public void advanced(long count) {}

        @Override
        public void ended() {}
      };

  /**
   * @param expected how much there is to do, or -1 when that is not known
   */
  void began(String phase, long expected);

  void advanced(long count);

  /** Leaves the screen tidy for what is printed next; may be called twice. */
  void ended();
}
