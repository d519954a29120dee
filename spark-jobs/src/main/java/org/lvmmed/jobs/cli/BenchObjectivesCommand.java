package org.lvmmed.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lvmmed.jobs.bench.TrainingBench;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.model.objective.Objectives;
import org.lvmmed.model.pretrain.LocalTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a training step of a recipe with each objective in turn, in this JVM alone. */
@Command(mixinStandardHelpOptions = true)
final class BenchObjectivesCommand implements Callable<Integer> {

  private static final int WARM_UP = 3;
  private static final String YARDSTICK = "graph-matching";
  private static final String ROW = "%-16s %11.2f %12.2f %9.1f %8d %9.0f %7.1f%n";

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps to time, after 3 that warm up (default: ${DEFAULT-VALUE}).")
  int steps = 10;

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  /**
   * What a step costs.
   *
   * @param stateMegabytes of what is averaged and kept
   */
  private record Cost(
      String kind, TrainingBench.Measured measured, int images, double stateMegabytes) {}

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new ConfigException("Invalid --steps %d: at least 1 step".formatted(steps));
    }
    RunConfig first = config(YARDSTICK);
    System.out.printf(
        "bench objectives: %s, steps of %d images, two views of %d² each, recipe %s%n",
        first.encoder().architecture().name().toLowerCase(Locale.ROOT),
        first.pretrain().batchPerWorker(),
        first.encoder().inputSize(),
        recipe.recipe);
    if (!recipe.dryRun) {
      print(Objectives.names().stream().map(this::cost).toList(), first.pretrain().epochs());
    }
    return ExitCode.DONE.number();
  }

  private RunConfig config(String kind) {
    List<String> settings = new ArrayList<>(recipe.settings);
    settings.add("objective.kind=" + kind);
    return RunConfig.of(recipe.recipe, settings);
  }

  private Cost cost(String kind) {
    RunConfig config = config(kind);
    int images = config.pretrain().batchPerWorker();
    System.err.println("measuring " + kind);
    TrainingBench bench =
        new TrainingBench(
            config.compute(),
            config.encoder(),
            config.objective(),
            config.views(),
            2 * images,
            line -> {});
    var objective = config.objective().create(config.encoder().architecture().features());
    long state = LocalTrainer.initial(config.encoder(), objective, 1).values().length;
    return new Cost(kind, bench.run(WARM_UP, steps), images, state * Float.BYTES / 1e6);
  }

  private static void print(List<Cost> costs, int epochs) {
    double yardstick =
        costs.stream()
            .filter(cost -> cost.kind().equals(YARDSTICK))
            .mapToDouble(cost -> cost.measured().cpu())
            .findFirst()
            .orElseThrow();
    System.out.printf(
        "%-16s %11s %12s %9s %8s %9s %7s%n",
        "objective", "cpu s/step", "wall s/step", "images/s", "peak MB", "state MB", "epochs");
    for (Cost cost : costs) {
      TrainingBench.Measured measured = cost.measured();
      System.out.printf(
          Locale.ROOT,
          ROW,
          cost.kind(),
          measured.cpu(),
          measured.wall(),
          cost.images() / measured.wall(),
          measured.peak(),
          cost.stateMegabytes(),
          epochs * yardstick / measured.cpu());
    }
    System.out.printf("epochs: in the processor time of %d of %s%n", epochs, YARDSTICK);
  }
}
