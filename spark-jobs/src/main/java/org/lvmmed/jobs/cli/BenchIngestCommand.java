package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.jobs.bench.IngestBench;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.io.WorkFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures ingest on generated files of mixed formats, in this machine alone. */
@Command(mixinStandardHelpOptions = true)
final class BenchIngestCommand implements Callable<Integer> {

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description =
          "On the local disk; files are made and ingested here (default: ${DEFAULT-VALUE}).")
  String work = "lvm-med-bench/ingest";

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "Files to generate (default: ${DEFAULT-VALUE}).")
  int files = 20_000;

  @Option(
      names = "--cores",
      paramLabel = "N",
      split = ",",
      description = "Numbers of cores to measure with (default: 1,2).")
  List<Integer> cores = List.of(1, 2);

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  @Override
  public Integer call() throws IOException {
    if (files < 1 || cores.isEmpty() || cores.stream().anyMatch(count -> count < 1)) {
      throw new ConfigException(
          "Invalid --files %d or --cores %s: at least 1 each".formatted(files, cores));
    }
    RunConfig config = recipe.config();
    if (recipe.dryRun) {
      System.out.println(
          "bench ingest: " + files + " files in " + work + " on " + cores + " cores");
      return ExitCode.DONE.number();
    }
    Secret secret = Secret.random();
    new IngestBench(
            new WorkFiles(work, new Configuration()),
            files,
            cores,
            (corpus, into) -> config.ingest(corpus, into, secret),
            System.out::println)
        .run();
    return ExitCode.DONE.number();
  }
}
