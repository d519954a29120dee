package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.jobs.bench.SimilarityBench;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.io.WorkFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the similarity job on generated corpora of several sizes, in this machine alone. */
@Command(mixinStandardHelpOptions = true)
final class BenchSimilarityCommand implements Callable<Integer> {

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description =
          "On the local disk; corpora are made and compared here (default: ${DEFAULT-VALUE}).")
  String work = "lvm-med-bench/similarity";

  @Option(
      names = "--files",
      paramLabel = "N",
      split = ",",
      description = "Files of each corpus, ascending (default: 2000,4000,8000,16000).")
  List<Integer> files = List.of(2_000, 4_000, 8_000, 16_000);

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  @Override
  public Integer call() throws IOException {
    requireAscending();
    RunConfig config = recipe.config();
    if (recipe.dryRun) {
      System.out.println("bench similarity: corpora of " + files + " files in " + work);
      return ExitCode.DONE.number();
    }
    Secret secret = Secret.random();
    SparkSession spark = SparkSession.builder().appName("lvm-med bench similarity").getOrCreate();
    try {
      new SimilarityBench(
              spark,
              new WorkFiles(work, spark.sparkContext().hadoopConfiguration()),
              files,
              config.similarity(),
              config.compute(),
              (corpus, into) -> config.ingest(corpus, into, secret),
              System.out::println)
          .run();
    } finally {
      spark.stop();
    }
    return ExitCode.DONE.number();
  }

  private void requireAscending() {
    boolean ascending = files.size() > 1 && files.get(0) > 0;
    for (int i = 1; i < files.size(); i++) {
      ascending &= files.get(i - 1) < files.get(i);
    }
    if (!ascending) {
      throw new ConfigException(
          "Invalid --files " + files + ": at least two numbers, ascending, each above 0");
    }
  }
}
