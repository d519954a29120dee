package org.lvmmed.jobs.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong with it. Exit code 2. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  /**
   * @param remedy where to look for what is right; empty where the problems say it all
   */
  public ConfigException(List<ConfigProblem> problems, String remedy) {
    super(
        "Invalid configuration:\n"
            + problems.stream().map(p -> "  " + p).collect(Collectors.joining("\n"))
            + (remedy.isEmpty() ? "" : "\n" + remedy));
  }
}
