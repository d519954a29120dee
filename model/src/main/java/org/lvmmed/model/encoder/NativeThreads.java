package org.lvmmed.model.encoder;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many CPU threads native code may use: what {@code OMP_NUM_THREADS} says, else one. One is the
 * rule because the order of sums, and with it the last bits, depends on the number; more tasks, not
 * more threads, fill a machine.
 */
final class NativeThreads {

  private static final String VARIABLE = "OMP_NUM_THREADS";

  private NativeThreads() {}

  /** Applies the limit to the calling thread: OpenMP keeps it per thread, ND4J per process. */
  static void limit() {
    GpuCheck.passOnce();
    int threads = wanted();
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }

  static int wanted() {
    String value = System.getenv(VARIABLE);
    if (value == null || value.isBlank()) {
      return 1;
    }
    try {
      return Math.max(1, Integer.parseInt(value.trim()));
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "Environment variable %s is \"%s\": it must be a whole number; unset it to use one thread"
              .formatted(VARIABLE, value),
          e);
    }
  }
}
