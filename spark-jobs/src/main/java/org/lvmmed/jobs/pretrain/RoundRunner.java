package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
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
  private final int workers;
  private final boolean windows;
  private @Nullable Shared last;

  RoundRunner(JavaSparkContext spark, RunSpec spec) {
    StateLayout layout = spec.layout();
    this.spark = spark;
    this.spec = spark.broadcast(spec);
    this.statistics = BatchNormMoments.of(spec.trained());
    this.outer = new OuterStep(spec.pretrain().outer(), layout.weightCount());
    this.plain = spec.pretrain().outer().isPlain();
    this.workers = spec.pretrain().workers();
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

  /**
   * A worker's part.
   *
   * @param own what it keeps for itself; none where that is nothing
   */
  private record Part(RoundPlan plan, @Nullable SharedVector own) implements Serializable {
    void remove() {
      if (own != null) {
        own.remove();
      }
    }
  }

  Outcome run(List<RoundPlan> plans, RunState state) {
    Shared before = shared(state);
    List<Part> parts = plans.stream().map(plan -> part(plan, state)).toList();
    SharedVector average = new SharedVector(spark, state.values().length);
    boolean kept = false;
    try {
      Outcome outcome = outcome(state, average(parts, before, average).run());
      kept = plain;
      last = plain ? new Shared(outcome.state(), average, true) : null;
      return outcome;
    } finally {
      before.vector().remove();
      parts.forEach(Part::remove);
      if (!kept) {
        average.remove();
      }
    }
  }

  /** The state with which the next epoch begins. */
  RunState betweenEpochs(RunState state) {
    RunState crossed = new EpochBoundary(spark, spec).cross(state);
    if (crossed != state) {
      close(last);
      last = null;
    }
    return crossed;
  }

  private Part part(RoundPlan plan, RunState state) {
    float[] own = state.own(plan.worker());
    return new Part(plan, own.length == 0 ? null : SharedVector.of(spark, own));
  }

  /** The last round's average where that is the state, else the state's values. */
  private Shared shared(RunState state) {
    return last != null && last.state() == state
        ? last
        : new Shared(state, SharedVector.of(spark, state.values()), false);
  }

  private VectorAverage<Part> average(List<Part> parts, Shared before, SharedVector average) {
    Broadcast<RunSpec> run = spec;
    Start start = before.start(statistics);
    return new VectorAverage<>(
        spark, parts, part -> train(part, run.value(), start), average, placement());
  }

  /** Where every worker has row groups of its own, executors keep those of their workers. */
  private Placement placement() {
    return windows ? Placement.steady() : Placement.anywhere();
  }

  private static VectorAverage.Trained train(Part part, RunSpec run, Start start)
      throws IOException {
    float[] own = part.own() == null ? new float[0] : part.own().ownValues();
    VectorAverage.Trained trained = WorkerRound.run(part.plan(), run, start.state(), own);
    start.statistics().toMoments(trained.values());
    return trained;
  }

  private Outcome outcome(RunState before, VectorAverage.Averaged averaged) {
    statistics.toVariances(averaged.values());
    int iteration =
        averaged.reports().stream().mapToInt(WorkerReport::iteration).max().orElseThrow();
    float[] velocity = outer.take(before.values(), before.velocity(), averaged.values());
    State trained = new State(averaged.values(), iteration);
    return new Outcome(new RunState(trained, velocity, own(before, averaged)), averaged.reports());
  }

  /** A worker that had no part in the round keeps what it had. */
  private List<float[]> own(RunState before, VectorAverage.Averaged averaged) {
    List<float[]> own = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      own.add(before.own(worker));
    }
    for (int w = 0; w < averaged.own().size(); w++) {
      own.set(averaged.reports().get(w).worker(), averaged.own().get(w));
    }
    return own;
  }

  private static void close(@Nullable Shared shared) {
    if (shared != null) {
      shared.vector().remove();
    }
  }

  @Override
  public void close() {
    close(last);
    last = null;
    spec.destroy();
  }
}
