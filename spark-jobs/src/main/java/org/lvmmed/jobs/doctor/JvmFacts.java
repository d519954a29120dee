package org.lvmmed.jobs.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.card.TaskCards;
import org.lvmmed.jobs.io.ExecutorFiles;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Compute.Device;
import org.lvmmed.model.network.EngineCheck;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.Engines;
import org.lvmmed.model.network.NativeMemory;
import org.lvmmed.model.network.Precision;
import org.lvmmed.model.network.card.Card;
import org.lvmmed.model.network.card.NvidiaSmi;

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
 * @param engine the one that is to compute networks
 * @param others engines that are not, but could
 * @param hugePages what native arrays lie on
 * @param gpus addresses that Spark gave to the task that looked; empty: none
 * @param card that its networks would lie on; none on the processor
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
    EngineCheck engine,
    List<EngineCheck> others,
    HugePages hugePages,
    String gpus,
    @Nullable Card card,
    String files)
    implements Serializable {

  /** Looks at this JVM, and writes, reads and deletes a file in the work folder. */
  static JvmFacts here(ExecutorFiles work, Compute compute) {
    EngineCheck check = check(compute);
    NativeMemory memory = check.loaded() ? NativeMemory.now() : NONE;
    return new JvmFacts(
        SparkEnv.get().executorId(),
        Runtime.version().feature(),
        Runtime.getRuntime().maxMemory(),
        memory.bound(),
        memory.processBound(),
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize(),
        Runtime.getRuntime().availableProcessors(),
        check,
        others(compute),
        HugePages.here(),
        taskGpus(),
        card(compute),
        files(work));
  }

  /** As a task would see it that computes networks. */
  private static EngineCheck check(Compute compute) {
    try {
      return TaskCards.of(compute).check();
    } catch (EngineException e) {
      return EngineCheck.missing(compute.engine(), String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Card card(Compute compute) {
    try {
      Compute own = TaskCards.of(compute);
      return own.usesCard() ? NvidiaSmi.card(own.card()).orElse(null) : null;
    } catch (EngineException e) {
      return null;
    }
  }

  private static String taskGpus() {
    TaskContext task = TaskContext.get();
    return task == null || !task.resources().contains("gpu")
        ? ""
        : String.join(", ", task.resources().get("gpu").get().addresses());
  }

  private static final NativeMemory NONE = new NativeMemory(0, 0, 0);

  private static List<EngineCheck> others(Compute compute) {
    return Engines.names().stream()
        .filter(name -> !name.equals(compute.engine()))
        .map(name -> new Compute(name, Device.AUTO, Precision.FLOAT32).check())
        .toList();
  }

  private static String files(ExecutorFiles work) {
    try {
      return work.open().trial().orElse("");
    } catch (IOException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }
}
