package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.net.URI;
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

  @Override
  public Integer call() throws Exception {
    if (open && !WorkFiles.isLocal(options.work)) {
      throw new ConfigException(
          "Invalid --open: " + options.work + " is not on this machine; copy report/index.html");
    }
    new JobCommand(List.of(Step.REPORT), options).call();
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
