package org.lvmmed.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.bench.MemoryUse;
import org.lvmmed.jobs.bench.TrainingBench;
import org.lvmmed.jobs.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures training steps in this JVM alone. */
@Command(mixinStandardHelpOptions = true)
final class BenchPretrainCommand implements Callable<Integer> {

  private static final int SMALLEST_BATCH = 4;
  private static final String BOTH = "both";
  private static final TrainingBench.Measured NOTHING =
      new TrainingBench.Measured(0, 0, new MemoryUse(0, 0), new MemoryUse(0, 0), 0);

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

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "As encoder.engine, or both: one after the other, with the ratio of their processor times"
              + " (default: the recipe's).")
  @Nullable String engine;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description = "As encoder.precision, of engine torch (default: the recipe's).")
  @Nullable String precision;

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  @Override
  public Integer call() {
    if (batch < SMALLEST_BATCH || batch % 2 != 0 || steps < 1) {
      throw new ConfigException(
          "Invalid --batch %d or --steps %d: an even batch of at least %d, at least 1 step"
              .formatted(batch, steps, SMALLEST_BATCH));
    }
    System.out.printf(
        "bench pretrain: %s, %d images of %d² a step, output stride %d, objective of recipe %s%n",
        model, batch, size, stride, recipe.recipe);
    if (BOTH.equals(engine)) {
      compare();
    } else {
      run(config(engine, precision));
    }
    return ExitCode.DONE.number();
  }

  /** Each engine in its own words, then the ratio; Deeplearning4j has float32 alone. */
  private void compare() {
    RunConfig torch = config("torch", precision);
    RunConfig dl4j = config("dl4j", "float32");
    if (!recipe.dryRun) {
      double other = run(dl4j).cpu();
      double own = run(torch).cpu();
      System.out.printf(Locale.ROOT, "ratio %.2f (torch to dl4j, processor time)%n", own / other);
    }
  }

  private TrainingBench.Measured run(RunConfig config) {
    TrainingBench bench =
        new TrainingBench(
            config.compute(),
            config.encoder(),
            config.objective(),
            config.views(),
            batch,
            System.out::println);
    return recipe.dryRun ? NOTHING : bench.run(5, steps);
  }

  private RunConfig config(@Nullable String engine, @Nullable String precision) {
    List<String> all = new ArrayList<>(recipe.settings);
    all.add("encoder.architecture=" + model);
    all.add("encoder.input-size=" + size);
    all.add("encoder.output-stride=" + stride);
    if (engine != null) {
      all.add("encoder.engine=" + engine);
    }
    if (precision != null) {
      all.add("encoder.precision=" + precision);
    }
    return RunConfig.of(recipe.recipe, all);
  }
}
