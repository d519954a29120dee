package org.lvmmed.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What commands beside the jobs know of a recipe. */
final class RecipeOptions {

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      description = "Whose settings (default: ${DEFAULT-VALUE}).")
  String recipe;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Overrides a key of the recipe; may be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--dry-run", description = "Print what would be done; do no work.")
  boolean dryRun;

  /**
   * @param otherwise the recipe where none is named
   */
  RecipeOptions(String otherwise) {
    this.recipe = otherwise;
  }

  RunConfig config() {
    return RunConfig.of(recipe, settings);
  }
}
