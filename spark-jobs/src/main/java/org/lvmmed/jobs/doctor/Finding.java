package org.lvmmed.jobs.doctor;

/**
 * One line of a diagnosis.
 *
 * @param where the driver or an executor
 * @param message what was found; where it is not well, with the remedy
 */
public record Finding(Level level, String where, String message) {

  /** How bad it is. */
  public enum Level {
    OK("ok  "),
    WARN("warn"),
    FAIL("FAIL");

    private final String text;

    Level(String text) {
      this.text = text;
    }
  }

  /** As it is printed. */
  public String line() {
    return level.text + "  " + where + ": " + message;
  }
}
