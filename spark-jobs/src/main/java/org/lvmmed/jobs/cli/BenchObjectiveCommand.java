package org.lvmmed.jobs.cli;

import java.util.concurrent.Callable;
import org.lvmmed.jobs.bench.ObjectiveBench;
import org.lvmmed.jobs.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the objective with its gradient, without an encoder. */
@Command(mixinStandardHelpOptions = true)
final class BenchObjectiveCommand implements Callable<Integer> {

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Of a batch, two views of each (default: ${DEFAULT-VALUE}).")
  int images = 200;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Of the feature maps (default: ${DEFAULT-VALUE}).")
  int channels = 2048;

  @Option(
      names = "--map",
      paramLabel = "N",
      description = "Rows and columns of the feature maps (default: ${DEFAULT-VALUE}).")
  int map = 7;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Evaluations to time, after 3 that warm up (default: ${DEFAULT-VALUE}).")
  int repeats = 5;

  @Mixin RecipeOptions recipe = new RecipeOptions("paper-resnet50");

  @Override
  public Integer call() {
    if (images < 4 || channels < 1 || map < 1 || repeats < 1) {
      throw new ConfigException(
          "Invalid --images %d, --channels %d, --map %d or --repeats %d: at least 4, 1, 1 and 1"
              .formatted(images, channels, map, repeats));
    }
    RunConfig config = recipe.config();
    System.out.printf(
        "bench objective: %d images, maps of %d × %d × %d, objective of recipe %s%n",
        images, channels, map, map, recipe.recipe);
    if (!recipe.dryRun) {
      new ObjectiveBench(
              config.compute(), config.objective(), images, channels, map, System.out::println)
          .run(3, repeats);
    }
    return ExitCode.DONE.number();
  }
}
