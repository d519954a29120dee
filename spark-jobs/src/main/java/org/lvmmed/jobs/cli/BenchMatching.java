package org.lvmmed.jobs.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lvmmed.model.matching.Budget;
import org.lvmmed.model.matching.MatchingSolver;
import org.lvmmed.model.matching.PartialMatching;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Solves reference cases within a budget of time each, on one thread, and says how many come within
 * 0.1 % of the known optimum. Needs no Spark.
 */
@Command(
    name = "matching",
    mixinStandardHelpOptions = true,
    description = "The graph-matching solver on reference cases: energy, gap and time of each.")
final class BenchMatching implements Callable<Integer> {

  private static final double SOLVED = 1e-3;
  private static final long SEED = 1;
  private static final long WARM_UP_NANOS = 6_000_000_000L;
  private static final long WARM_UP_MILLIS = 20;

  @Option(
      names = "--instances",
      required = true,
      paramLabel = "DIR",
      description = "Folder of *.dd and *.dd.gz; optima.csv (instance,optimum) beside them.")
  Path instances = Path.of("");

  @Option(
      names = "--budget-ms",
      paramLabel = "N",
      description = "Time for each case, preparation included (default: ${DEFAULT-VALUE}).")
  long budget = 20;

  @Option(names = "--dry-run", description = "List the cases; solve nothing.")
  boolean dryRun;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (budget < 1 || budget > Integer.MAX_VALUE) {
      throw new ParameterException(
          spec.commandLine(), "Invalid --budget-ms: " + budget + " (1 or more)");
    }
    List<MatchingCase> cases = MatchingCase.readAll(instances);
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (dryRun) {
      cases.forEach(c -> out.println(c.name()));
      out.printf("would solve %d cases for %d ms each%n", cases.size(), budget);
    } else {
      solveAll(cases, out);
    }
    return ExitCode.DONE.number();
  }

  private void solveAll(List<MatchingCase> cases, PrintStream out) {
    MatchingSolver solver = new MatchingSolver();
    warmUp(solver, cases);
    int known = 0;
    int solved = 0;
    out.printf("%-20s %9s %14s %9s %10s %7s%n", "case", "size", "energy", "gap %", "ms", "starts");
    for (MatchingCase c : cases) {
      long begin = System.nanoTime();
      PartialMatching found = solver.solve(c.problem(), Budget.ofMillis(budget), SEED, null);
      double millis = (System.nanoTime() - begin) / 1e6;
      out.println(line(c, found, millis));
      known += c.isKnown() ? 1 : 0;
      solved += c.isKnown() && c.gap(found.cost()) <= SOLVED ? 1 : 0;
    }
    out.printf("solved %d of %d within 0.1%% in %d ms%n", solved, known, budget);
  }

  private static String line(MatchingCase c, PartialMatching found, double millis) {
    return String.format(
        Locale.ROOT,
        "%-20s %9s %14.6f %9s %10.2f %7d",
        c.name(),
        c.problem().rows() + "×" + c.problem().cols(),
        found.cost(),
        c.isKnown() ? String.format(Locale.ROOT, "%.4f", 100 * c.gap(found.cost())) : "-",
        millis,
        found.starts());
  }

  /** Rounds over all cases with other seeds, until the compiler has seen enough. */
  private static void warmUp(MatchingSolver solver, List<MatchingCase> cases) {
    long begin = System.nanoTime();
    for (long seed = SEED + 1; System.nanoTime() - begin < WARM_UP_NANOS; seed++) {
      for (MatchingCase c : cases) {
        if (System.nanoTime() - begin < WARM_UP_NANOS) {
          solver.solve(c.problem(), Budget.ofMillis(WARM_UP_MILLIS), seed, null);
        }
      }
    }
  }
}
