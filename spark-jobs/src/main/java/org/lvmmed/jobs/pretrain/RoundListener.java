package org.lvmmed.jobs.pretrain;

import java.io.IOException;

/** Follows a run round by round: metrics, checkpoints, probes, progress, checks. */
interface RoundListener {

  void roundDone(Round round) throws IOException;

  /**
   * A finished round.
   *
   * @param of rounds of the whole run
   */
  record Round(int of, RunState state, RoundMetrics metrics) {
    int number() {
      return metrics.round();
    }

    boolean last() {
      return number() == of;
    }
  }
}
