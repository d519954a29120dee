package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.bench.scale.ScaleBench;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.PretrainRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what pretraining does beside training, on generated corpora, in this machine alone. */
@Command(mixinStandardHelpOptions = true)
final class BenchScaleCommand implements Callable<Integer> {

  private static final int FEWEST = 16_000;
  private static final int MOST = 100_000_000;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description =
          "On the local disk; corpora are made and kept here, of about 2 kB an image (default:"
              + " ${DEFAULT-VALUE}).")
  String work = "lvm-med-bench/scale";

  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "Images of the largest corpus; two others have a sixteenth and a quarter (default:"
              + " ${DEFAULT-VALUE}).")
  int images = 1_300_000;

  @Mixin RecipeOptions recipe = new RecipeOptions("paper-resnet50");

  @Override
  public Integer call() throws IOException {
    if (images < FEWEST || images > MOST) {
      throw new ConfigException("Invalid --images %d: %d to %d".formatted(images, FEWEST, MOST));
    }
    recipe.config();
    System.out.printf("bench scale: corpora of up to %d images in %s%n", images, work);
    if (!recipe.dryRun) {
      measure();
    }
    return ExitCode.DONE.number();
  }

  private void measure() throws IOException {
    SparkSession spark = SparkSession.builder().appName("lvm-med bench scale").getOrCreate();
    try {
      WorkFiles folder = new WorkFiles(work, spark.sparkContext().hadoopConfiguration());
      new ScaleBench(spark, folder, images, this::request, System.out::println).run();
    } finally {
      spark.stop();
    }
  }

  /** The recipe's with further settings. */
  private PretrainRequest request(String run, Map<String, String> further) {
    List<String> settings = new ArrayList<>(recipe.settings);
    further.forEach((key, value) -> settings.add(key + "=" + value));
    return RunConfig.of(recipe.recipe, settings).pretrainRequest(run);
  }
}
