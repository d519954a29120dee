package org.lvmmed.jobs.cli;

import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.pretrain.average.AveragingBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures averaging rounds on executors that are processes of their own. */
@Command(mixinStandardHelpOptions = true)
final class BenchAveragingCommand implements Callable<Integer> {

  @Option(
      names = "--executors",
      paramLabel = "N",
      description = "Processes of one core each, one worker on each (default: ${DEFAULT-VALUE}).")
  int executors = 2;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "The network has N² parameters (default: ${DEFAULT-VALUE}, as a ResNet-50).")
  int width = 5056;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds to time, after 10 that warm up (default: ${DEFAULT-VALUE}).")
  int rounds = 7;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "A cluster to measure instead of processes on this machine.")
  String master = "";

  @Option(names = "--ours-only", description = "Leave Deeplearning4j's own master out.")
  boolean oursOnly;

  @Option(names = "--dry-run", description = "Print what would be measured; do no work.")
  boolean dryRun;

  @Override
  public Integer call() {
    if (executors < 1 || width < 1 || width > 10_000 || rounds < 1) {
      throw new ConfigException(
          "Invalid --executors %d, --width %d or --rounds %d: at least 1, 1 to 10000, at least 1"
              .formatted(executors, width, rounds));
    }
    String cluster = master.isEmpty() ? "local-cluster[%d,1,3072]".formatted(executors) : master;
    System.out.printf(
        "bench averaging: %d parameters, %d workers on %s%n", width * width, executors, cluster);
    if (!dryRun) {
      measure(cluster);
    }
    return ExitCode.DONE.number();
  }

  private void measure(String cluster) {
    SparkSession spark =
        SparkSession.builder()
            .appName("lvm-med bench averaging")
            .master(cluster)
            .config("spark.executor.memory", "3g")
            .getOrCreate();
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      new AveragingBench(context, executors, rounds, !oursOnly, System.out::println).run(width);
    } finally {
      spark.stop();
    }
  }
}
