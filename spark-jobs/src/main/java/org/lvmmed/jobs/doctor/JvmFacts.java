package org.lvmmed.jobs.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.lvmmed.jobs.io.ExecutorFiles;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.encoder.NativeCheck;
import org.lvmmed.model.encoder.NativeMemory;

/**
 * What a JVM of the cluster says of itself, in bytes where it is memory.
 *
 * @param executor Spark's id of it; {@code driver} for the driver
 * @param java feature version
 * @param heap its bound
 * @param nativeBound of arrays outside the heap; 0: none
 * @param processBound of the process as JavaCPP sees it; 0: none
 * @param machine memory of the machine
 * @param processors that the JVM may use
 * @param nativeMessage what the native library does, or why it cannot be loaded
 * @param nativeLoaded whether it could be loaded
 * @param accelerated whether oneDNN (on a GPU: cuDNN) is in use
 * @param threads CPU threads of native code per task
 * @param hugePages what native arrays lie on
 * @param gpus addresses that Spark gave to the task that looked; empty: none
 * @param files what went wrong with a file in the work folder; empty: nothing
 */
record JvmFacts(
    String executor,
    int java,
    long heap,
    long nativeBound,
    long processBound,
    long machine,
    int processors,
    String nativeMessage,
    boolean nativeLoaded,
    boolean accelerated,
    int threads,
    HugePages hugePages,
    String gpus,
    String files)
    implements Serializable {

  private static final String FOLDER = "doctor";

  /** Looks at this JVM, and writes, reads and deletes a file in the work folder. */
  static JvmFacts here(ExecutorFiles work) {
    NativeCheck check = check();
    NativeMemory memory = check.backend().isEmpty() ? NONE : NativeMemory.now();
    return new JvmFacts(
        SparkEnv.get().executorId(),
        Runtime.version().feature(),
        Runtime.getRuntime().maxMemory(),
        memory.bound(),
        memory.processBound(),
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize(),
        Runtime.getRuntime().availableProcessors(),
        check.message(),
        !check.backend().isEmpty(),
        check.accelerated(),
        check.threads(),
        HugePages.here(),
        taskGpus(),
        files(work));
  }

  private static String taskGpus() {
    TaskContext task = TaskContext.get();
    return task == null || !task.resources().contains("gpu")
        ? ""
        : String.join(", ", task.resources().get("gpu").get().addresses());
  }

  private static final NativeMemory NONE = new NativeMemory(0, 0, 0);

  private static NativeCheck check() {
    try {
      return NativeCheck.run();
    } catch (IllegalStateException e) {
      return new NativeCheck("", false, 0, String.valueOf(e.getMessage()));
    }
  }

  private static String files(ExecutorFiles work) {
    String name = FOLDER + "/" + UUID.randomUUID();
    try {
      WorkFiles files = work.open();
      files.writeText(name, name);
      boolean same = files.readText(name).equals(name);
      files.delete(name);
      return same ? "" : "a file read back is not the one that was written";
    } catch (IOException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }
}
