package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.jobs.bench.IngestBench;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.io.WorkFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures ingest on generated files, in this machine alone. */
@Command(mixinStandardHelpOptions = true)
final class BenchIngestCommand implements Callable<Integer> {
  private static final int MIXED_FILES = 20_000;
  private static final int CT_FILES = 800;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description =
          "On the local disk; files are made and ingested here (default: ${DEFAULT-VALUE}).")
  String work = "lvm-med-bench/ingest";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "mixed: small pictures of every family of formats; ct: CT slices of 512 x 512 pixels in"
              + " DICOM (default: mixed).")
  IngestBench.Kind kind = IngestBench.Kind.MIXED;

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "Files to generate (default: 20000, of CT 800).")
  @Nullable Integer files;

  @Option(
      names = "--cores",
      paramLabel = "N",
      split = ",",
      description = "Numbers of cores to measure with (default: 1,2).")
  List<Integer> cores = List.of(1, 2);

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  @Override
  public Integer call() throws IOException {
    int count = files != null ? files : kind == IngestBench.Kind.CT ? CT_FILES : MIXED_FILES;
    if (count < 1 || cores.isEmpty() || cores.stream().anyMatch(n -> n < 1)) {
      throw new ConfigException(
          "Invalid --files %d or --cores %s: at least 1 each".formatted(count, cores));
    }
    RunConfig config = recipe.config();
    if (recipe.dryRun) {
      System.out.println(
          "bench ingest: " + count + " files in " + work + " on " + cores + " cores");
      return ExitCode.DONE.number();
    }
    Secret secret = Secret.random();
    new IngestBench(
            new WorkFiles(work, new Configuration()),
            kind,
            count,
            cores,
            (corpus, into) -> config.ingest(corpus, into, secret),
            System.out::println)
        .run();
    return ExitCode.DONE.number();
  }
}
