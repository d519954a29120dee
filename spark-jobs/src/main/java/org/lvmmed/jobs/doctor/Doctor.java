package org.lvmmed.jobs.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.lvmmed.jobs.io.ExecutorFiles;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Compute.Device;

/** Looks at the driver and at every executor that a few short tasks come to. */
public final class Doctor {

  /** So many tasks a slot, each as long, that no executor is left out. */
  private static final int TASKS_PER_SLOT = 2;

  private static final long TASK_MILLIS = 300;

  private final JavaSparkContext spark;
  private final String work;
  private final MemoryTable table;
  private final Compute compute;

  /**
   * @param work URI of the work folder, for a file to be written
   * @param table what pretraining needs
   * @param compute what is to compute networks
   */
  public Doctor(JavaSparkContext spark, String work, MemoryTable table, Compute compute) {
    this.spark = spark;
    this.work = work;
    this.table = table;
    this.compute = compute;
  }

  /** The driver's findings, then each executor's. */
  public List<Finding> examine() throws IOException {
    SparkConf conf = spark.getConf();
    ExecutorFiles files = new ExecutorFiles(work, spark.hadoopConfiguration());
    List<Finding> findings =
        new ArrayList<>(
            JvmChecks.of(JvmFacts.here(files, ofDriver(conf)), Expectations.driver(conf, table)));
    if (!Expectations.isLocal(conf)) {
      findings.add(Encryption.of(conf));
      Expectations expected = Expectations.executor(conf, table);
      executors(files).forEach(facts -> findings.addAll(JvmChecks.of(facts, expected)));
    }
    return findings;
  }

  /** On a cluster the driver computes nothing that needs a card. */
  private Compute ofDriver(SparkConf conf) {
    return Expectations.isLocal(conf)
        ? compute
        : new Compute(compute.engine(), Device.AUTO, compute.precision());
  }

  private List<JvmFacts> executors(ExecutorFiles files) {
    Compute engine = compute;
    int tasks = TASKS_PER_SLOT * spark.defaultParallelism();
    Map<String, JvmFacts> byExecutor = new TreeMap<>();
    spark
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .map(
            i -> {
              Thread.sleep(TASK_MILLIS);
              return JvmFacts.here(files, engine);
            })
        .collect()
        .forEach(facts -> byExecutor.put(facts.executor(), facts));
    return List.copyOf(byExecutor.values());
  }
}
