package org.lvmmed.model.matching;

/**
 * The end of a budget of time. Where there is none the clock is not read: results are then bits.
 */
final class Deadline {
  private final long begin = System.nanoTime();
  private final long nanos;

  Deadline(long nanos) {
    this.nanos = nanos;
  }

  boolean passed() {
    return nanos != Long.MAX_VALUE && System.nanoTime() - begin >= nanos;
  }
}
