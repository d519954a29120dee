package org.lvmmed.jobs.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

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
    footer = {
      "%nThe launcher deploy/bin/lvm-med also takes --env NAME: which conf/env/NAME.conf Spark runs"
          + " by.",
      "Each command has --help with examples.",
      "Exit codes: 0 done, 2 configuration, 3 input, 4 cluster, 5 diverged, 1 other.%n"
    })
public final class LvmMed {

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Log warnings and errors alone.")
  boolean quiet;

  @Option(
      names = "--log",
      paramLabel = "text|json",
      scope = ScopeType.INHERIT,
      description = "How the driver logs: for people, or an object of JSON a line.")
  Logs.Format log = Logs.Format.TEXT;

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

  static CommandLine commandLine() {
    LvmMed options = new LvmMed();
    CommandLine cli = new CommandLine(options);
    add(cli, "demo", new DemoCommand(), "Phantoms of several modalities, then the whole pipeline.");
    add(
        cli,
        "pipeline",
        new JobCommand(List.copyOf(EnumSet.allOf(Step.class))),
        "All steps, from raw files to the report.");
    for (Step step : Step.values()) {
      Object command = step == Step.REPORT ? new ReportCommand() : new JobCommand(List.of(step));
      add(cli, step.command(), command, "One step: " + step.way() + ".");
    }
    add(
        cli,
        "recipe",
        new RecipeCommand(),
        "A recipe whole, each key with where its value is from.");
    add(cli, "inspect", new InspectCommand(), "What the readers see of files and folders.");
    add(cli, "catalog", new CatalogCommand(), "The published datasets; checks a downloaded copy.");
    add(cli, "locate", new LocateCommand(), "The files that an identifier stands for.");
    add(cli, "export", new ExportCommand(), "The encoder of a checkpoint, for its users.");
    add(cli, "embed", new EmbedCommand(), "An encoder's features of images, as Parquet.");
    add(
        cli,
        "doctor",
        new DoctorCommand(),
        "Whether driver and executors are fit for a run, and what to do.");
    add(cli, "compare", new CompareCommand(), "Results of several runs in one table.");
    CommandLine bench = add(cli, "bench", new BenchCommand(), "Reproduces a published number.");
    add(bench, "ingest", new BenchIngestCommand(), "How many images a second one core ingests.");
    add(
        bench,
        "similarity",
        new BenchSimilarityCommand(),
        "How comparing grows with the images, and what it finds.");
    add(
        bench,
        "scale",
        new BenchScaleCommand(),
        "What pretraining does beside training, at any number of images.");
    add(bench, "pretrain", new BenchPretrainCommand(), "What a training step costs, part by part.");
    add(bench, "features", new BenchFeaturesCommand(), "How many images a core embeds.");
    add(bench, "views", new BenchViewsCommand(), "How many pictures and views a core draws.");
    add(bench, "objective", new BenchObjectiveCommand(), "What the objective of a batch costs.");
    add(
        bench,
        "objectives",
        new BenchObjectivesCommand(),
        "What a training step costs with each objective.");
    add(
        bench,
        "averaging",
        new BenchAveragingCommand(),
        "An averaging round beside Deeplearning4j's own master.");
    add(
        cli,
        "completion",
        new CompletionCommand(),
        "What bash and zsh need to complete commands: source <(lvm-med completion).");
    return cli.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setExecutionStrategy(options::execute)
        .setExecutionExceptionHandler((e, command, parsed) -> options.failed(e, command))
        .setParameterExceptionHandler((e, args) -> misused(e));
  }

  /** Adds a command with its description and examples; the command, for those below it. */
  private static CommandLine add(
      CommandLine parent, String name, Object command, String description) {
    CommandLine sub = new CommandLine(command);
    sub.getCommandSpec().usageMessage().description(description);
    if (parent.getParent() == null) {
      sub.getCommandSpec().usageMessage().footer(Examples.footer(name));
    }
    parent.addSubcommand(name, sub);
    return sub;
  }

  private int execute(ParseResult parsed) {
    if (log == Logs.Format.JSON) {
      Logs.toJson();
    }
    if (quiet) {
      Logs.quieten();
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private int failed(Exception failure, CommandLine command) {
    Failure told =
        ShutdownHookManager.get().isShutdownInProgress() ? Failure.stopped() : Failure.of(failure);
    if (log == Logs.Format.JSON) {
      told.log(LoggerFactory.getLogger(LvmMed.class));
    } else {
      told.print(command.getErr());
    }
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
