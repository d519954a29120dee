package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.pretrain.average.BatchNormMoments;
import org.lvmmed.jobs.pretrain.average.OuterStep;
import org.lvmmed.jobs.pretrain.average.Placement;
import org.lvmmed.jobs.pretrain.average.SharedVector;
import org.lvmmed.jobs.pretrain.average.VectorAverage;
import org.lvmmed.jobs.pretrain.average.WorkerReport;
import org.lvmmed.jobs.pretrain.plan.RoundPlan;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.model.network.State;
import org.lvmmed.model.network.StateLayout;

/**
 * Runs one round: every worker reads the state, trains on its part, and the vectors are averaged
 * and taken a step towards. With plain averaging the average is the next round's state, and its
 * chunks lie with the executors already. A lost executor costs its tasks alone: they are run again
 * and give the same bits.
 *
 * <p>The driver holds the state before the round and the average meanwhile, each as values and as
 * blocks.
 */
final class RoundRunner implements AutoCloseable {

  private final JavaSparkContext spark;
  private final Broadcast<RunSpec> spec;
  private final BatchNormMoments statistics;
  private final OuterStep outer;
  private final boolean plain;
  private final boolean windows;
  private @Nullable Shared last;

  RoundRunner(JavaSparkContext spark, RunSpec spec) {
    StateLayout layout = spec.layout();
    this.spark = spark;
    this.spec = spark.broadcast(spec);
    this.statistics = BatchNormMoments.of(layout);
    this.outer = new OuterStep(spec.pretrain().outer(), layout.weightCount());
    this.plain = spec.pretrain().outer().isPlain();
    this.windows = spec.pretrain().shuffleWindow() > 0;
  }

  /** The averaged state and the workers' reports, in the order of the workers. */
  record Outcome(RunState state, List<WorkerReport> reports) {}

  /**
   * A state as workers read it.
   *
   * @param moments whether it has E[x²] in the place of variances
   */
  private record Shared(RunState state, SharedVector vector, boolean moments) {
    Start start(BatchNormMoments statistics) {
      return new Start(vector, moments, state.iteration(), statistics);
    }
  }

  /** What a worker needs of a state. */
  private record Start(
      SharedVector vector, boolean moments, int iteration, BatchNormMoments statistics)
      implements Serializable {
    State state() {
      float[] values =
          vector.values(
              read -> {
                if (moments) {
                  statistics.toVariances(read);
                }
              });
      return new State(values, iteration);
    }
  }

  Outcome run(List<RoundPlan> plans, RunState state) {
    Shared before = shared(state);
    SharedVector average = new SharedVector(spark, state.values().length);
    boolean kept = false;
    try {
      Outcome outcome = outcome(state, average(plans, before, average).run());
      kept = plain;
      last = plain ? new Shared(outcome.state(), average, true) : null;
      return outcome;
    } finally {
      before.vector().remove();
      if (!kept) {
        average.remove();
      }
    }
  }

  /** The last round's average where that is the state, else the state's values. */
  private Shared shared(RunState state) {
    return last != null && last.state() == state
        ? last
        : new Shared(state, SharedVector.of(spark, state.values()), false);
  }

  private VectorAverage<RoundPlan> average(
      List<RoundPlan> plans, Shared before, SharedVector average) {
    Broadcast<RunSpec> run = spec;
    Start start = before.start(statistics);
    return new VectorAverage<>(
        spark, plans, plan -> train(plan, run.value(), start), average, placement());
  }

  /** Where every worker has row groups of its own, executors keep those of their workers. */
  private Placement placement() {
    return windows ? Placement.steady() : Placement.anywhere();
  }

  private static VectorAverage.Trained train(RoundPlan plan, RunSpec run, Start start)
      throws IOException {
    VectorAverage.Trained trained = WorkerRound.run(plan, run, start.state());
    start.statistics().toMoments(trained.values());
    return trained;
  }

  private Outcome outcome(RunState before, VectorAverage.Averaged averaged) {
    statistics.toVariances(averaged.values());
    int iteration =
        averaged.reports().stream().mapToInt(WorkerReport::iteration).max().orElseThrow();
    float[] velocity = outer.take(before.values(), before.velocity(), averaged.values());
    State trained = new State(averaged.values(), iteration);
    return new Outcome(new RunState(trained, velocity), averaged.reports());
  }

  @Override
  public void close() {
    if (last != null) {
      last.vector().remove();
      last = null;
    }
    spec.destroy();
  }
}
