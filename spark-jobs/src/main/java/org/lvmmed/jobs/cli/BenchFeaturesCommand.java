package org.lvmmed.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lvmmed.jobs.bench.FeaturesBench;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.image.Preprocess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures features of images in this JVM alone. */
@Command(mixinStandardHelpOptions = true)
final class BenchFeaturesCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "As encoder.architecture (default: ${DEFAULT-VALUE}).")
  String model = "resnet18";

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Rows and columns of the encoder's input (default: ${DEFAULT-VALUE}).")
  int size = 96;

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = "Batches of evaluate.batch images to time (default: ${DEFAULT-VALUE}).")
  int batches = 5;

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  @Override
  public Integer call() {
    if (batches < 1) {
      throw new ConfigException("Invalid --batches %d: at least 1".formatted(batches));
    }
    List<String> settings = new ArrayList<>(recipe.settings);
    settings.add("encoder.architecture=" + model);
    settings.add("encoder.input-size=" + size);
    RunConfig config = RunConfig.of(recipe.recipe, settings);
    System.out.printf(
        "bench features: %s, images of %d², output stride %d%n",
        model, size, config.encoder().outputStride());
    if (!recipe.dryRun) {
      run(config);
    }
    return ExitCode.DONE.number();
  }

  private void run(RunConfig config) {
    EncoderModel encoder =
        EncoderModel.untrained(config.encoder(), Preprocess.standard(size), config.seed());
    int batch = config.evaluate().inference().batch();
    new FeaturesBench(config.compute(), encoder, size, batch, batches, System.out::println).run();
  }
}
