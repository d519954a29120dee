package org.lvmmed.jobs.pretrain;

import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.lvmmed.jobs.pretrain.data.ImageStore;
import org.lvmmed.jobs.pretrain.state.TrainerSlots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run keeps in the memory and on the disks of every process: trainers and images. */
final class ExecutorCaches {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorCaches.class);

  /** Tasks for each core: a process that gets none keeps what it has until another run begins. */
  private static final int TASKS = 2;

  private ExecutorCaches() {}

  /** Frees it here and, as far as short tasks come, on the executors. */
  static void clear(JavaSparkContext spark) {
    clearOwn();
    if (spark.isLocal() || spark.sc().isStopped()) {
      return;
    }
    try {
      int tasks = TASKS * Math.max(1, spark.defaultParallelism());
      List<Integer> numbers = Collections.nCopies(tasks, 0);
      spark.parallelize(numbers, tasks).foreach(n -> clearOwn());
    } catch (Exception e) { // Spark's are undeclared; what training ended with is what counts
      LOG.debug("Executors keep what pretraining left", e);
    }
  }

  private static void clearOwn() {
    TrainerSlots.closeAll();
    ImageStore.clear();
  }
}
