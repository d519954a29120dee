package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.phantom.PhantomCorpus;
import org.lvmmed.ingest.phantom.PhantomSettings;
import org.lvmmed.jobs.io.WorkFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Everything on generated images: a corpus of phantoms, then the whole pipeline with the recipe
 * {@code phantom}.
 */
@Command(mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);
  private static final String RECIPE = "phantom";
  private static final String PHANTOMS = "phantoms";

  @Option(
      names = "--work",
      paramLabel = "URI",
      description = "Where everything is written (default: ${DEFAULT-VALUE}).")
  String work = "lvm-med-demo";

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Overrides a key of the recipe; may be repeated.")
  List<String> settings = List.of();

  @Option(names = "--secret", paramLabel = "FILE", description = "Key of all identifiers.")
  @Nullable Path secret;

  @Option(
      names = "--dry-run",
      description = "Print the resolved configuration and the plan; do no work.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    RunConfig config = RunConfig.of(RECIPE, settings);
    WorkFiles files = new WorkFiles(work, new Configuration());
    if (!dryRun) {
      writePhantoms(files, config.seed());
    }
    new Pipeline(config, options(files)).run(List.copyOf(EnumSet.allOf(Step.class)));
    return ExitCode.DONE.number();
  }

  /**
   * Phantoms are written once; the marker comes last, so that half a corpus is not taken for one.
   */
  private static void writePhantoms(WorkFiles files, long seed) throws IOException {
    String marker = PHANTOMS + ".complete";
    if (files.exists(marker)) {
      return;
    }
    PhantomSettings d = PhantomSettings.DEFAULT;
    PhantomSettings size =
        new PhantomSettings(seed, d.patients(), d.size(), d.slices(), d.pictures());
    PhantomCorpus.Summary summary =
        new PhantomCorpus(size).write(path -> files.createPlain(PHANTOMS + "/" + path));
    files.writeText(marker, "");
    LOG.info(
        "demo: {} phantoms of {} patients in {} datasets",
        summary.files(),
        summary.patients(),
        summary.datasets());
  }

  private JobOptions options(WorkFiles files) {
    JobOptions options = new JobOptions();
    options.corpus = files.uri(PHANTOMS);
    options.work = files.uri("run");
    options.secret = secret;
    options.dryRun = dryRun;
    return options;
  }
}
