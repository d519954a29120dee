package org.lvmmed.jobs.config;

/**
 * One thing wrong with a configuration.
 *
 * @param key the full key
 * @param message the value, the rule and the remedy
 * @param where file and line, or the command line
 */
public record ConfigProblem(String key, String message, String where) {

  @Override
  public String toString() {
    return key + ": " + message + " (" + where + ")";
  }
}
