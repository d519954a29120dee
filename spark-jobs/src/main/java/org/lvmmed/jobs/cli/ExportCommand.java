package org.lvmmed.jobs.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.ExportJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a checkpoint's encoder as pretraining writes its last one. */
@Command(mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Option(
      names = "--work",
      paramLabel = "URI",
      required = true,
      description = "The work folder of the run.")
  String work = "";

  @Option(
      names = "--checkpoint",
      paramLabel = "NAME",
      description = "A folder's name in pretrain/checkpoints (default: the newest).")
  @Nullable String checkpoint;

  @Option(
      names = "--to",
      paramLabel = "URI",
      required = true,
      description = "The folder to write to, on any Hadoop file system.")
  String to = "";

  @Option(
      names = "--full",
      description = "Also writes optimiser.safetensors: the optimiser's moments.")
  boolean full;

  @Option(names = "--dry-run", description = "Print what would be exported; write nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws Exception {
    List<String> settings =
        ExportJob.settings(new WorkFiles(work, new Configuration())).entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .toList();
    RunConfig config = RunConfig.of(JobCommand.DEFAULT_RECIPE, settings);
    System.out.printf(
        "export: %s of the run in %s to %s%n",
        checkpoint == null ? "the newest checkpoint" : checkpoint, work, to);
    if (!dryRun) {
      export(config);
    }
    return ExitCode.DONE.number();
  }

  private void export(RunConfig config) throws Exception {
    SparkSession spark = SparkSession.builder().appName("lvm-med export").getOrCreate();
    try {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      int round =
          new ExportJob(spark, new WorkFiles(work, hadoop))
              .run(
                  config.pretrainRequest(work),
                  Optional.ofNullable(checkpoint),
                  full,
                  new WorkFiles(to, hadoop));
      System.out.println("exported the encoder of round " + round);
    } finally {
      spark.stop();
    }
  }
}
