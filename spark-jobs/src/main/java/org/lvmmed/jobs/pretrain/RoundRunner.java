package org.lvmmed.jobs.pretrain;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Runs one round: the state goes out by broadcast, every worker trains on its part, and the vectors
 * are averaged and taken a step towards. A lost executor costs its tasks alone: they are run again
 * and give the same bits.
 *
 * <p>The driver holds three states meanwhile: the one before the round, its broadcast blocks and
 * the average.
 */
final class RoundRunner {

  private final JavaSparkContext spark;
  private final Broadcast<RunSpec> spec;
  private final TrainerLayout layout;
  private final OuterStep outer;

  RoundRunner(JavaSparkContext spark, RunSpec spec, TrainerLayout layout) {
    this.spark = spark;
    this.spec = spark.broadcast(spec);
    this.layout = layout;
    this.outer = new OuterStep(spec.pretrain().outer(), layout);
  }

  /** The averaged state and the workers' reports, in the order of the workers. */
  record Outcome(RunState state, List<WorkerReport> reports) {}

  Outcome run(List<RoundPlan> plans, RunState state) {
    Broadcast<SentState> sent = spark.broadcast(new SentState(state));
    Broadcast<RunSpec> run = spec;
    TrainerLayout trainer = layout;
    try {
      JavaPairRDD<Integer, byte[]> parts =
          spark
              .parallelize(plans, plans.size())
              .mapPartitionsToPair(p -> train(p, run.value(), trainer, sent.value().state()));
      return outcome(state, VectorAverage.of(parts, state.values().length));
    } finally {
      sent.destroy();
    }
  }

  /** One plan a partition. */
  private static Iterator<Tuple2<Integer, byte[]>> train(
      Iterator<RoundPlan> plans, RunSpec run, TrainerLayout layout, RunState state)
      throws Exception {
    if (!plans.hasNext()) {
      return Collections.emptyIterator();
    }
    WorkerRound.Trained trained = WorkerRound.run(plans.next(), run, layout, state);
    layout.statistics().toMoments(trained.values());
    return VectorAverage.parts(trained.values(), trained.report());
  }

  private Outcome outcome(RunState before, VectorAverage.Averaged averaged) {
    layout.statistics().toVariances(averaged.values());
    int iteration =
        averaged.reports().stream().mapToInt(WorkerReport::iteration).max().orElseThrow();
    return new Outcome(outer.after(before, averaged.values(), iteration), averaged.reports());
  }
}
