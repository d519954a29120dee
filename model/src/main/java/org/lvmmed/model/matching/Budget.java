package org.lvmmed.model.matching;

/**
 * When a search ends: after so many starts or so much time, whichever comes first.
 *
 * @param starts Frank–Wolfe starts; the same number gives the same result anywhere
 * @param nanos wall time; {@link Long#MAX_VALUE} for none
 */
public record Budget(int starts, long nanos) {

  public Budget {
    if (starts < 1 || nanos < 0) {
      throw new IllegalArgumentException(
          "Invalid solver budget: " + starts + " starts, " + nanos + " ns (at least 1 and 0)");
    }
  }

  /** Ends after {@code starts} starts: deterministic. */
  public static Budget ofStarts(int starts) {
    return new Budget(starts, Long.MAX_VALUE);
  }

  /** Ends after {@code millis}: depends on the machine's speed. */
  public static Budget ofMillis(long millis) {
    return new Budget(Integer.MAX_VALUE, millis * 1_000_000);
  }

  /** What is left of the time since an earlier {@link System#nanoTime()}. */
  Budget since(long begin) {
    return nanos == Long.MAX_VALUE
        ? this
        : new Budget(starts, Math.max(0, nanos - (System.nanoTime() - begin)));
  }
}
