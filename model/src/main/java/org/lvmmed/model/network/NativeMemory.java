package org.lvmmed.model.network;

import org.bytedeco.javacpp.Pointer;

/**
 * Memory outside the JVM's heap, where ND4J keeps every array, in bytes.
 *
 * @param bound what native arrays may take ({@code org.bytedeco.javacpp.maxbytes}); 0: no bound
 * @param processBound what the whole process may take, heap included ({@code
 *     org.bytedeco.javacpp.maxphysicalbytes}); 0: no bound
 * @param process resident memory of the process now
 */
public record NativeMemory(long bound, long processBound, long process) {

  /** What holds in this JVM now. */
  public static NativeMemory now() {
    return new NativeMemory(
        Pointer.maxBytes(), Pointer.maxPhysicalBytes(), Pointer.physicalBytes());
  }
}
