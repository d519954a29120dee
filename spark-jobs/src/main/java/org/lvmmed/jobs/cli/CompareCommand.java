package org.lvmmed.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.evaluate.EvaluationFiles;
import org.lvmmed.jobs.evaluate.ResultRow;
import org.lvmmed.jobs.evaluate.RunComparison;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Results of several runs in one table. */
@Command(mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME=URI",
      arity = "1..*",
      description =
          "A name for the run and its work folder. Runs of one name are one training with other"
              + " seeds: their mean and standard deviation are told.")
  List<String> runs = List.of();

  @Override
  public Integer call() throws Exception {
    RunComparison comparison = new RunComparison();
    for (String run : runs) {
      int equals = run.indexOf('=');
      if (equals < 1 || equals == run.length() - 1) {
        throw new ConfigException("Invalid run: '%s' (NAME=URI of a work folder)".formatted(run));
      }
      comparison.add(run.substring(0, equals), results(run.substring(equals + 1)));
    }
    System.out.println(String.join("\n\n", comparison.tables()));
    return ExitCode.DONE.number();
  }

  private static List<ResultRow> results(String work) throws Exception {
    List<ResultRow> results =
        new EvaluationFiles(new WorkFiles(work, new Configuration())).results();
    if (results.isEmpty()) {
      throw new InputException(
          "Cannot compare %s: it has no evaluation/results.json (run evaluate first)"
              .formatted(work));
    }
    return results;
  }
}
