package org.lvmmed.jobs.cli;

import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;

/**
 * What a user is told of a failure: the message of the cause that says something of its kind; the
 * stack trace only where none does, since then it is a defect.
 */
record Failure(Throwable cause, boolean expected) {

  static Failure of(Throwable failure) {
    ExitCode code = ExitCode.of(failure);
    for (Throwable t = failure; t != null && t != t.getCause(); t = t.getCause()) {
      if (ExitCode.of(t) == code && (t.getCause() == null || ExitCode.of(t.getCause()) != code)) {
        return new Failure(t, ExitCode.told(t).isPresent());
      }
    }
    return new Failure(failure, false);
  }

  /** Whatever breaks while the JVM ends, breaks because somebody told it to. */
  static Failure stopped() {
    return new Failure(
        new CancellationException(
            "stopped from outside; what is finished is kept, and the same command goes on from"
                + " there"),
        true);
  }

  void log(Logger log) {
    if (expected) {
      log.error("{}", cause.getMessage());
    } else {
      log.error("failed: {}", cause.toString(), cause);
    }
  }

  void print(PrintWriter err) {
    if (expected) {
      err.println("lvm-med: " + cause.getMessage());
    } else {
      err.println("lvm-med: failed: " + cause);
      cause.printStackTrace(err);
    }
    err.flush();
  }
}
