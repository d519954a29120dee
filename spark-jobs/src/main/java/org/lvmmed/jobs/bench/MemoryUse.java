package org.lvmmed.jobs.bench;

import java.util.Locale;
import org.lvmmed.model.network.NativeMemory;

/**
 * What this JVM holds, in megabytes.
 *
 * @param heap in use after a collection
 * @param process resident memory, native arrays and all of the heap that was ever touched included
 */
public record MemoryUse(long heap, long process) {

  private static final int COLLECTIONS = 10;
  private static final long PAUSE_MILLIS = 200;

  static MemoryUse now() {
    return new MemoryUse(heapInUse() >> 20, NativeMemory.now().process() >> 20);
  }

  /**
   * Native arrays are freed on a thread of their own once their Java ends are collected, and what
   * they held by a collection after that: so collections are repeated until one finds nothing.
   */
  private static long heapInUse() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      if (least - used < 1 << 20) {
        return Math.min(least, used);
      }
      least = used;
      pause();
    }
    return least;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One line: from here to there. */
  String to(MemoryUse after) {
    return String.format(
        Locale.ROOT,
        "memory: heap %d → %d MB, process %d → %d MB",
        heap,
        after.heap,
        process,
        after.process);
  }
}
