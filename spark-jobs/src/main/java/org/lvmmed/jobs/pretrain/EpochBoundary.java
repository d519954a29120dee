package org.lvmmed.jobs.pretrain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lvmmed.jobs.pretrain.average.SharedVector;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.model.network.State;
import org.lvmmed.model.objective.EpochPasses;
import org.lvmmed.model.objective.Objective;

/**
 * What the objective has all workers do together between two epochs. Each pass is a job of a task a
 * worker, whose sums are added on the driver in the order of the workers.
 */
final class EpochBoundary {

  private final JavaSparkContext spark;
  private final Broadcast<RunSpec> spec;

  EpochBoundary(JavaSparkContext spark, Broadcast<RunSpec> spec) {
    this.spark = spark;
    this.spec = spec;
  }

  /** What a worker has kept for itself. */
  private record Own(int worker, SharedVector values) implements Serializable {}

  /** The state with which the next epoch begins. */
  RunState cross(RunState state) {
    Objective objective = spec.value().newObjective();
    Optional<EpochPasses> passes = objective.betweenEpochs();
    if (passes.isEmpty()) {
      return state;
    }
    float[] values = state.values().clone();
    int from = values.length - objective.state().length;
    objective.setState(Arrays.copyOfRange(values, from, values.length));
    run(passes.get(), objective, state.own());
    float[] changed = objective.state();
    System.arraycopy(changed, 0, values, from, changed.length);
    return new RunState(new State(values, state.iteration()), state.velocity(), state.own());
  }

  private void run(EpochPasses passes, Objective objective, List<float[]> own) {
    List<Own> shared = new ArrayList<>();
    try {
      for (float[] values : own) {
        shared.add(new Own(shared.size(), SharedVector.of(spark, values)));
      }
      for (int pass = 0; pass < passes.count(); pass++) {
        passes.take(pass, sums(pass, shared, objective.state()));
      }
    } finally {
      shared.forEach(one -> one.values().remove());
    }
  }

  private double[] sums(int pass, List<Own> shared, float[] state) {
    Broadcast<RunSpec> run = spec;
    int workers = shared.size();
    List<double[]> parts =
        spark
            .parallelize(shared, workers)
            .map(own -> part(run.value(), state, pass, own, workers))
            .collect();
    double[] sums = parts.get(0).clone();
    for (double[] part : parts.subList(1, workers)) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    return sums;
  }

  private static double[] part(RunSpec run, float[] state, int pass, Own own, int workers) {
    Objective objective = run.newObjective();
    objective.setState(state);
    return objective
        .betweenEpochs()
        .orElseThrow()
        .sums(pass, own.values().ownValues(), own.worker(), workers);
  }
}
