package org.lvmmed.model.network.dl4j;

import org.lvmmed.model.network.ComputeThreads;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Gives native code the threads of {@link ComputeThreads}. */
final class NativeThreads {

  private NativeThreads() {}

  /** Applies the limit to the calling thread: OpenMP keeps it per thread, ND4J per process. */
  static void limit() {
    GpuCheck.passOnce();
    int threads = ComputeThreads.wanted();
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }
}
