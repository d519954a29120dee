package org.lvmmed.jobs.evaluate;

import java.util.List;

/**
 * What the evaluation did.
 *
 * @param tasks datasets evaluated on
 * @param unitsDone probes fitted by this run
 * @param unitsKept probes that an earlier run had finished
 * @param failures units that could not be done, each with its reason
 */
public record EvaluateResult(
    List<String> tasks, int unitsDone, int unitsKept, List<String> failures) {

  public EvaluateResult {
    tasks = List.copyOf(tasks);
    failures = List.copyOf(failures);
  }
}
