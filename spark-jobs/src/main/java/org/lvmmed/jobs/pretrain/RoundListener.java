package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.util.List;

/** Follows a run round by round: metrics, checkpoints, probes, progress, checks. */
interface RoundListener {

  void roundDone(Round round) throws IOException;

  /** The run ends here, before its last round. */
  default void failed() throws IOException {}

  /**
   * A finished round.
   *
   * @param of rounds of the whole run
   * @param plans what each worker trained on
   * @param reports what each worker said, in the same order
   */
  record Round(
      int of,
      RunState state,
      RoundMetrics metrics,
      List<RoundPlan> plans,
      List<WorkerReport> reports) {
    int number() {
      return metrics.round();
    }

    boolean last() {
      return number() == of;
    }
  }
}
