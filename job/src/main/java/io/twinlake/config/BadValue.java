package io.twinlake.config;

/** A value that is not accepted. */
final class BadValue extends RuntimeException {
  private final String complaint;

  /**
   * @param complaint goes on from "[section] key = value": "is not …; write …"
   */
  BadValue(String complaint) {
    super(complaint);
    this.complaint = complaint;
  }

  String complaint() {
    return complaint;
  }
}
