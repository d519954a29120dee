package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.embed.EmbedJob;
import org.lvmmed.jobs.encoders.EncoderFiles;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.encoder.EncoderModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes an encoder's features of images that are ingested already, or are first. */
@Command(mixinStandardHelpOptions = true)
final class EmbedCommand implements Callable<Integer> {

  /** Below the target, under a name that readers of Parquet folders pass over. */
  private static final String OWN_WORK = "_work";

  @Option(
      names = "--corpus",
      paramLabel = "URI",
      description =
          "Directory of datasets, which are ingested first: to --work, else to _work below --to.")
  @Nullable String corpus;

  @Option(
      names = "--work",
      paramLabel = "URI",
      description = "A work folder; without --corpus its images are taken as they are.")
  @Nullable String work;

  @Option(
      names = "--encoder",
      paramLabel = "URI",
      required = true,
      description =
          "A folder that pretraining or export wrote, a run's work folder, or a .safetensors file.")
  String encoder = "";

  @Option(
      names = "--to",
      paramLabel = "URI",
      required = true,
      description = "The folder to write Parquet files to, on any Hadoop file system.")
  String to = "";

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Rows and columns that images are resized to (default: the encoder's own).")
  int size;

  @Option(
      names = "--secret",
      paramLabel = "FILE",
      description = "Key of all identifiers, for --corpus (default: ~/.config/lvm-med/secret).")
  @Nullable Path secret;

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  @Override
  public Integer call() throws Exception {
    if (corpus == null && work == null) {
      throw new ConfigException(
          "Missing --work or --corpus: the images, ingested already or to be ingested");
    }
    RunConfig config = recipe.config();
    String from = work == null ? to + "/" + OWN_WORK : work;
    System.out.printf(
        "embed: the images of %s by the encoder %s to %s%n",
        corpus == null ? from : corpus, encoder, to);
    if (!recipe.dryRun) {
      embed(config, from);
    }
    return ExitCode.DONE.number();
  }

  private void embed(RunConfig config, String from) throws IOException {
    SparkSession spark = SparkSession.builder().appName("lvm-med embed").getOrCreate();
    try {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      WorkFiles target = new WorkFiles(to, hadoop);
      EmbedJob.requireFree(target);
      EncoderModel model = new EncoderFiles(hadoop, config.encoder()).load(encoder);
      if (corpus != null) {
        ingest(config, from, spark);
      }
      InferenceSettings usual = config.evaluate().inference();
      EmbedJob.Result result =
          new EmbedJob(spark, new WorkFiles(from, hadoop), target)
              .run(
                  model,
                  new InferenceSettings(
                      usual.compute(), size, usual.batch(), usual.partitionImages()));
      print(result, spark.sparkContext().defaultParallelism());
    } finally {
      spark.stop();
    }
  }

  private void ingest(RunConfig config, String from, SparkSession spark) throws IOException {
    JobOptions options = new JobOptions();
    options.corpus = corpus;
    options.work = from;
    options.secret = secret;
    new Pipeline(config, options).ingest(spark);
  }

  private static void print(EmbedJob.Result result, int cores) {
    double rate = result.images() / result.seconds();
    System.out.println(
        String.format(
            Locale.ROOT,
            "embed: %,d images, %d values each, in %.1f s: %.0f a second, %.1f on each of %d cores",
            result.images(),
            result.dimensions(),
            result.seconds(),
            rate,
            rate / cores,
            cores));
  }
}
