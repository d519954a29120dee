package org.lvmmed.jobs.bench;

import java.util.Locale;
import org.lvmmed.model.encoder.NativeMemory;

/**
 * What this JVM holds, in megabytes.
 *
 * @param heap in use after a collection
 * @param natives arrays outside the heap
 * @param process resident memory
 */
public record MemoryUse(long heap, long natives, long process) {

  static MemoryUse now() {
    // Native arrays are freed when their Java ends are collected: the second time finds them free.
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    NativeMemory memory = NativeMemory.now();
    return new MemoryUse(
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        memory.used() >> 20,
        memory.process() >> 20);
  }

  /** One line: from here to there. */
  String to(MemoryUse after) {
    return String.format(
        Locale.ROOT,
        "memory: heap %d → %d MB, native arrays %d → %d MB, process %d → %d MB",
        heap,
        after.heap,
        natives,
        after.natives,
        process,
        after.process);
  }
}
