package org.lvmmed.model.network;

/**
 * How many processor threads native code may use for a task: what {@code OMP_NUM_THREADS} says,
 * else one. One is the rule because the order of sums, and with it the last bits, depends on the
 * number; more tasks, not more threads, fill a machine.
 */
public final class ComputeThreads {

  private static final String VARIABLE = "OMP_NUM_THREADS";

  private ComputeThreads() {}

  public static int wanted() {
    String value = System.getenv(VARIABLE);
    if (value == null || value.isBlank()) {
      return 1;
    }
    try {
      return Math.max(1, Integer.parseInt(value.trim()));
    } catch (NumberFormatException e) {
      throw new EngineException(
          "Environment variable %s is \"%s\": it must be a whole number; unset it to use one thread"
              .formatted(VARIABLE, value),
          e);
    }
  }
}
