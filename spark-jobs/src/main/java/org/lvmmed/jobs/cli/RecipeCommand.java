package org.lvmmed.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints a recipe whole: what it states, what its bases state, and what {@code --set} overrides.
 */
@Command(mixinStandardHelpOptions = true)
final class RecipeCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME|FILE",
      description = "Which recipe (default: ${DEFAULT-VALUE}).")
  String recipe = JobCommand.DEFAULT_RECIPE;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Overrides a key of the recipe; may be repeated.")
  List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    System.out.print(RunConfig.of(recipe, settings).rendered());
    return ExitCode.DONE.number();
  }
}
