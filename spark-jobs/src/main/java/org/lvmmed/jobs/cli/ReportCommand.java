package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.io.WorkFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The last step, which may show what it made. */
@Command(mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Mixin JobOptions options = new JobOptions();

  @Option(names = "--open", description = "Show the page in the browser, where it is a local file.")
  boolean open;

  @Option(
      names = "--embedding",
      paramLabel = "NAME=URI",
      description =
          "A folder that embed wrote of the same corpus, whose map and neighbours are shown; may be"
              + " repeated.")
  List<String> embeddings = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (open && !WorkFiles.isLocal(options.work)) {
      throw new ConfigException(
          "Invalid --open: " + options.work + " is not on this machine; copy report/index.html");
    }
    RunConfig config = RunConfig.of(options.recipe(JobCommand.DEFAULT_RECIPE), options.settings);
    new Pipeline(config, options, JobOptions.named("--embedding", embeddings))
        .run(List.of(Step.REPORT));
    if (open && !options.dryRun) {
      show(new WorkFiles(options.work, new Configuration()).uri("report/index.html"));
    }
    return ExitCode.DONE.number();
  }

  private static void show(String page) {
    String path = URI.create(page.replace(" ", "%20")).getPath();
    try {
      new ProcessBuilder("xdg-open", path).inheritIO().start();
    } catch (IOException e) {
      System.err.println("lvm-med: no xdg-open to show it with; open " + path + " in a browser");
    }
  }
}
