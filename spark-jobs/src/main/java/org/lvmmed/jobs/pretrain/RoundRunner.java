package org.lvmmed.jobs.pretrain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Runs one round: the state goes out by broadcast, every worker trains on its part, the vectors
 * come back cut in chunks, one reducer a chunk, and are averaged. A lost executor costs its tasks
 * alone: they are run again and give the same bits.
 */
final class RoundRunner {

  private static final int CHUNK = 1 << 20;
  private static final int REPORT = -1;

  private final JavaSparkContext spark;
  private final Broadcast<RunSpec> spec;
  private final BatchNormMoments moments;

  RoundRunner(JavaSparkContext spark, RunSpec spec, BatchNormMoments moments) {
    this.spark = spark;
    this.spec = spark.broadcast(spec);
    this.moments = moments;
  }

  /** The averaged state and the workers' reports, in the order of the workers. */
  record Outcome(RunState state, List<WorkerReport> reports) {}

  /** A chunk of one worker's vector, or its report. */
  private record Part(ParameterAverage.Contribution chunk, @Nullable WorkerReport report)
      implements Serializable {}

  /** The average of a chunk, or all reports. */
  private record Merged(float[] values, List<WorkerReport> reports) implements Serializable {}

  Outcome run(List<RoundPlan> plans, RunState state) {
    Broadcast<RunState> sent = spark.broadcast(state);
    Broadcast<RunSpec> run = spec;
    BatchNormMoments statistics = moments;
    try {
      JavaPairRDD<Integer, Part> parts =
          spark
              .parallelize(plans, plans.size())
              .mapPartitionsToPair(p -> train(p, run.value(), sent.value(), statistics));
      List<Tuple2<Integer, Merged>> merged =
          parts.groupByKey(plans.size()).mapValues(RoundRunner::merge).collect();
      return assemble(merged, state.values().length);
    } finally {
      sent.destroy();
    }
  }

  private static Iterator<Tuple2<Integer, Part>> train(
      Iterator<RoundPlan> plans, RunSpec run, RunState state, BatchNormMoments statistics)
      throws Exception {
    List<Tuple2<Integer, Part>> parts = new ArrayList<>();
    while (plans.hasNext()) {
      RoundPlan plan = plans.next();
      WorkerRound.Trained trained = WorkerRound.run(plan, run, state);
      RunState moments = statistics.toMoments(trained.state());
      long weight = plan.images();
      for (int c = 0; c * CHUNK < moments.values().length; c++) {
        var chunk =
            new ParameterAverage.Contribution(plan.worker(), weight, moments.chunk(c, CHUNK));
        parts.add(new Tuple2<>(c, new Part(chunk, null)));
      }
      var nothing = new ParameterAverage.Contribution(plan.worker(), weight, new float[0]);
      parts.add(new Tuple2<>(REPORT, new Part(nothing, trained.report())));
    }
    return parts.iterator();
  }

  private static Merged merge(Iterable<Part> parts) {
    List<ParameterAverage.Contribution> chunks = new ArrayList<>();
    List<WorkerReport> reports = new ArrayList<>();
    for (Part part : parts) {
      chunks.add(part.chunk());
      if (part.report() != null) {
        reports.add(part.report());
      }
    }
    reports.sort(Comparator.comparingInt(WorkerReport::worker));
    return new Merged(ParameterAverage.of(chunks), reports);
  }

  private Outcome assemble(List<Tuple2<Integer, Merged>> merged, int length) {
    float[] values = new float[length];
    List<WorkerReport> reports = List.of();
    for (Tuple2<Integer, Merged> m : merged) {
      if (m._1() == REPORT) {
        reports = m._2().reports();
      } else {
        float[] chunk = m._2().values();
        System.arraycopy(chunk, 0, values, m._1() * CHUNK, chunk.length);
      }
    }
    int iteration = reports.stream().mapToInt(WorkerReport::iteration).max().orElseThrow();
    return new Outcome(moments.toVariances(new RunState(values, iteration)), reports);
  }
}
