package org.lvmmed.jobs.pretrain.watch;

import java.io.IOException;
import java.util.List;
import org.lvmmed.jobs.pretrain.average.WorkerReport;
import org.lvmmed.jobs.pretrain.plan.RoundPlan;
import org.lvmmed.jobs.pretrain.state.RunState;

/** Follows a run round by round: metrics, checkpoints, probes, progress, checks. */
public interface RoundListener {

  void roundDone(Round round) throws IOException;

  /** The run ends here, before its last round. */
  default void failed() throws IOException {}

  /**
   * A finished round.
   *
   * @param of rounds of the whole run
   * @param kept whether its state becomes a checkpoint once all listeners before know of it
   * @param plans what each worker trained on
   * @param reports what each worker said, in the same order
   */
  record Round(
      int of,
      boolean kept,
      RunState state,
      RoundMetrics metrics,
      List<RoundPlan> plans,
      List<WorkerReport> reports) {
    public int number() {
      return metrics.round();
    }

    public boolean last() {
      return number() == of;
    }
  }
}
