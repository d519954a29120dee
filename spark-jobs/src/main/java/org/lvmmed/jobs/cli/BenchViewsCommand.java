package org.lvmmed.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lvmmed.jobs.bench.ViewsBench;
import org.lvmmed.jobs.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures decoding and views in this JVM alone. */
@Command(mixinStandardHelpOptions = true)
final class BenchViewsCommand implements Callable<Integer> {

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "As encoder.input-size (default: ${DEFAULT-VALUE}).")
  int size = 224;

  @Option(
      names = "--store",
      paramLabel = "PIXELS",
      description = "As pretrain.store-size (default: ${DEFAULT-VALUE}).")
  int store = 256;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Pictures of each kind (default: ${DEFAULT-VALUE}).")
  int images = 30;

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  @Override
  public Integer call() {
    if (images < 1) {
      throw new ConfigException("Invalid --images %d: at least 1".formatted(images));
    }
    List<String> settings = new ArrayList<>(recipe.settings);
    settings.add("encoder.input-size=" + size);
    settings.add("pretrain.store-size=" + store);
    RunConfig config = RunConfig.of(recipe.recipe, settings);
    System.out.printf(
        "bench views: views of %d² from images whose short side is kept at %d pixels, views of"
            + " recipe %s%n",
        size, store, recipe.recipe);
    if (!recipe.dryRun) {
      new ViewsBench(config.views(), store, images, System.out::println).run();
    }
    return ExitCode.DONE.number();
  }
}
