package org.lvmmed.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One step of the pipeline, or all of them. */
@Command(mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {

  static final String DEFAULT_RECIPE = "laptop";

  @Mixin JobOptions options = new JobOptions();

  private final List<Step> steps;

  JobCommand(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  @Override
  public Integer call() throws Exception {
    RunConfig config = RunConfig.of(options.recipe(DEFAULT_RECIPE), options.settings);
    new Pipeline(config, options).run(steps);
    return ExitCode.DONE.number();
  }
}
