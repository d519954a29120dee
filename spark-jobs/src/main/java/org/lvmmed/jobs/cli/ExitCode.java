package org.lvmmed.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.pretrain.watch.DivergedException;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.objective.DivergenceException;
import picocli.CommandLine.ParameterException;

/** What a command's end means to the scheduler that ran it. */
enum ExitCode {
  DONE(0),
  OTHER(1),
  BAD_CONFIGURATION(2),
  BAD_INPUT(3),
  CLUSTER(4),
  DIVERGED(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /**
   * The first of the failure and its causes that says what kind it is; Spark wraps what a task
   * throws.
   */
  static ExitCode of(Throwable failure) {
    for (Throwable t : chain(failure)) {
      Optional<ExitCode> told = told(t);
      if (told.isPresent()) {
        return told.get();
      }
    }
    return chain(failure).stream().anyMatch(SparkException.class::isInstance) ? CLUSTER : OTHER;
  }

  /** The code of an exception whose message was written for the user; empty for any other. */
  static Optional<ExitCode> told(Throwable t) {
    if (t instanceof ConfigException || t instanceof ParameterException) {
      return Optional.of(BAD_CONFIGURATION);
    }
    if (t instanceof InputException) {
      return Optional.of(BAD_INPUT);
    }
    if (t instanceof DivergedException || t instanceof DivergenceException) {
      return Optional.of(DIVERGED);
    }
    return t instanceof EngineException ? Optional.of(CLUSTER) : Optional.empty();
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }
}
