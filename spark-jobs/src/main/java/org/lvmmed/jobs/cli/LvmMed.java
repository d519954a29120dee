package org.lvmmed.jobs.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command line: parses, builds, runs, and turns what went wrong into one message and an exit
 * code.
 */
@Command(
    name = "lvm-med",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Pretrains medical-imaging encoders by second-order graph matching, on Spark.",
    footer = "%nExit codes: 0 done, 2 configuration, 3 input, 4 cluster, 5 diverged, 1 other.")
public final class LvmMed {

  private LvmMed() {}

  public static void main(String[] arguments) {
    int code = run(arguments);
    // An application master whose driver ends by System.exit reports a failure, whatever the code.
    if (code != 0 || !inClusterMode()) {
      System.exit(code);
    }
  }

  private static boolean inClusterMode() {
    return "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  /** Runs a command in this JVM and returns its exit code. */
  public static int run(String... arguments) {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return commandLine().setErr(err).execute(arguments);
  }

  private static CommandLine commandLine() {
    CommandLine cli = new CommandLine(new LvmMed());
    cli.addSubcommand(
        "demo",
        described(new DemoCommand(), "Phantoms of several modalities, then the whole pipeline."));
    cli.addSubcommand(
        "pipeline",
        described(
            new JobCommand(List.copyOf(EnumSet.allOf(Step.class))),
            "All steps, from raw files to the report."));
    for (Step step : Step.values()) {
      cli.addSubcommand(
          step.command(),
          described(new JobCommand(List.of(step)), "One step: " + step.way() + "."));
    }
    cli.addSubcommand(
        "recipe",
        described(new RecipeCommand(), "A recipe whole, each key with where its value is from."));
    cli.addSubcommand(
        "inspect", described(new InspectCommand(), "What the readers see of files and folders."));
    cli.addSubcommand(
        "catalog",
        described(new CatalogCommand(), "The published datasets; checks a downloaded copy."));
    cli.addSubcommand(
        "locate", described(new LocateCommand(), "The files that an identifier stands for."));
    cli.addSubcommand(
        "export", described(new ExportCommand(), "The encoder of a checkpoint, for its users."));
    cli.addSubcommand(
        "doctor",
        described(
            new DoctorCommand(),
            "Whether driver and executors are fit for a run, and what to do."));
    cli.addSubcommand(
        "bench",
        described(new BenchCommand(), "Reproduces a published number.")
            .addSubcommand(
                "ingest",
                described(new BenchIngestCommand(), "How many images a second one core ingests."))
            .addSubcommand(
                "similarity",
                described(
                    new BenchSimilarityCommand(),
                    "How comparing grows with the images, and what it finds."))
            .addSubcommand(
                "pretrain",
                described(new BenchPretrainCommand(), "What a training step costs, part by part."))
            .addSubcommand(
                "objective",
                described(new BenchObjectiveCommand(), "What the objective of a batch costs."))
            .addSubcommand(
                "averaging",
                described(
                    new BenchAveragingCommand(),
                    "An averaging round beside Deeplearning4j's own master.")));
    return cli.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command))
        .setParameterExceptionHandler((e, args) -> misused(e));
  }

  private static CommandLine described(Object command, String description) {
    CommandLine sub = new CommandLine(command);
    sub.getCommandSpec().usageMessage().description(description);
    return sub;
  }

  private static int failed(Exception failure, CommandLine command) {
    Failure.of(failure).print(command.getErr());
    return ExitCode.of(failure).number();
  }

  private static int misused(ParameterException e) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("lvm-med: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println(
            "Try: lvm-med "
                + (command.getParent() == null ? "" : command.getCommandName() + " ")
                + "--help");
    return ExitCode.BAD_CONFIGURATION.number();
  }
}
