package org.lvmmed.jobs.doctor;

import org.apache.spark.SparkConf;

/**
 * What a JVM is held to, in bytes.
 *
 * @param heap that pretraining needs in it
 * @param nativeArrays that pretraining needs beside the heap
 * @param container that the JVM was given; 0 where nothing enforces one
 * @param setting names of the settings that made the container
 * @param tasks that run in it at a time
 * @param gpu whether its tasks should have one
 * @param card that pretraining needs of one, where it computes there
 */
record Expectations(
    long heap,
    long nativeArrays,
    long container,
    String setting,
    int tasks,
    boolean gpu,
    long card) {

  private static final double DEFAULT_OVERHEAD = 0.1;
  private static final long SMALLEST_OVERHEAD = 384L << 20;

  /** For the driver. Where it is the only executor, too, tasks run in it. */
  static Expectations driver(SparkConf conf, MemoryTable table) {
    boolean local = isLocal(conf);
    int tasks = local ? Runtime.getRuntime().availableProcessors() : 0;
    long heap = local ? table.localHeap(tasks) : table.driverHeap();
    boolean contained =
        isYarn(conf) && "cluster".equals(conf.get("spark.submit.deployMode", "client"));
    return new Expectations(
        heap,
        table.executorNative(Math.max(1, tasks)),
        contained ? container(conf, "spark.driver") : 0,
        "spark.driver.memory + spark.driver.memoryOverhead",
        tasks,
        false,
        table.card());
  }

  static Expectations executor(SparkConf conf, MemoryTable table) {
    int tasks =
        Math.max(1, conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1));
    return new Expectations(
        table.executorHeap(tasks),
        table.executorNative(tasks),
        isYarn(conf) ? container(conf, "spark.executor") : 0,
        "spark.executor.memory + spark.executor.memoryOverhead",
        tasks,
        conf.getInt("spark.task.resource.gpu.amount", 0) > 0,
        table.card());
  }

  private static boolean isYarn(SparkConf conf) {
    return conf.get("spark.master", "").startsWith("yarn");
  }

  static boolean isLocal(SparkConf conf) {
    String master = conf.get("spark.master", "local");
    return master.equals("local") || master.startsWith("local[");
  }

  private static long container(SparkConf conf, String prefix) {
    long heap = conf.getSizeAsMb(prefix + ".memory", "1g") << 20;
    double factor = conf.getDouble(prefix + ".memoryOverheadFactor", DEFAULT_OVERHEAD);
    long overhead = Math.max(SMALLEST_OVERHEAD, (long) (factor * heap));
    String given = conf.get(prefix + ".memoryOverhead", "");
    return heap
        + (given.isEmpty() ? overhead : conf.getSizeAsMb(prefix + ".memoryOverhead", "0") << 20);
  }
}
