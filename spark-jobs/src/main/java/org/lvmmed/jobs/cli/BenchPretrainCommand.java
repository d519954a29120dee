package org.lvmmed.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lvmmed.jobs.bench.TrainingBench;
import org.lvmmed.jobs.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures training steps in this JVM alone. */
@Command(mixinStandardHelpOptions = true)
final class BenchPretrainCommand implements Callable<Integer> {

  private static final int SMALLEST_BATCH = 4;

  @Option(names = "--model", paramLabel = "NAME", description = "As encoder.architecture.")
  String model = "resnet50";

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Images that the encoder sees in a step: two views of half as many (default:"
              + " ${DEFAULT-VALUE}).")
  int batch = 64;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "As encoder.input-size (default: ${DEFAULT-VALUE}).")
  int size = 64;

  @Option(
      names = "--output-stride",
      paramLabel = "N",
      description = "As encoder.output-stride (default: ${DEFAULT-VALUE}).")
  int stride = 32;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps to time, after 5 that warm up (default: ${DEFAULT-VALUE}).")
  int steps = 10;

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  @Override
  public Integer call() {
    if (batch < SMALLEST_BATCH || batch % 2 != 0 || steps < 1) {
      throw new ConfigException(
          "Invalid --batch %d or --steps %d: an even batch of at least %d, at least 1 step"
              .formatted(batch, steps, SMALLEST_BATCH));
    }
    RunConfig config = config();
    System.out.printf(
        "bench pretrain: %s, %d images of %d² a step, output stride %d, objective of recipe %s%n",
        model, batch, size, stride, recipe.recipe);
    if (!recipe.dryRun) {
      new TrainingBench(
              config.encoder(), config.objective(), config.views(), batch, System.out::println)
          .run(5, steps);
    }
    return ExitCode.DONE.number();
  }

  private RunConfig config() {
    List<String> all = new ArrayList<>(recipe.settings);
    all.add("encoder.architecture=" + model);
    all.add("encoder.input-size=" + size);
    all.add("encoder.output-stride=" + stride);
    return RunConfig.of(recipe.recipe, all);
  }
}
