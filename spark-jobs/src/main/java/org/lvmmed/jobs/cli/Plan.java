package org.lvmmed.jobs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code --dry-run} prints: the plan, then the resolved configuration. */
final class Plan {

  private Plan() {}

  static String describe(RunConfig config, JobOptions options, List<Step> steps) {
    StringBuilder text = new StringBuilder();
    options
        .corpusUri()
        .ifPresent(c -> text.append("corpus   ").append(c).append(missing(c)).append('\n'));
    text.append("work     ").append(options.work).append('\n');
    options
        .namedEncoders()
        .forEach((n, uri) -> text.append("encoder  %s = %s%n".formatted(n, uri)));
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      text.append("step %d   %-10s  %s%n".formatted(i + 1, step.command(), step.way()));
    }
    return text.append('\n').append(config.rendered()).toString();
  }

  /** A plan may be made before the images are there; a misspelt path is seen all the same. */
  private static String missing(String corpus) {
    return corpus.startsWith("/") && !Files.isDirectory(Path.of(corpus))
        ? "   (there is no such folder on this machine)"
        : "";
  }
}
