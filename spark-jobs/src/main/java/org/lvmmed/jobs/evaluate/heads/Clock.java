package org.lvmmed.jobs.evaluate.heads;

/** Seconds since it was made. */
final class Clock {

  private final long start = System.nanoTime();

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
