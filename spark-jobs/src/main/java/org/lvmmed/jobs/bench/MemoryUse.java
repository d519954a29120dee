package org.lvmmed.jobs.bench;

import java.util.Locale;
import org.lvmmed.model.encoder.NativeMemory;

/**
 * What this JVM holds, in megabytes.
 *
 * @param heap in use after a collection
 * @param process resident memory, native arrays and all of the heap that was ever touched included
 */
public record MemoryUse(long heap, long process) {

  static MemoryUse now() {
    // Native arrays are freed when their Java ends are collected: the second time finds them free.
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new MemoryUse(
        (runtime.totalMemory() - runtime.freeMemory()) >> 20, NativeMemory.now().process() >> 20);
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
