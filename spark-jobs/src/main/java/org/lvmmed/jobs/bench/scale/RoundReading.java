package org.lvmmed.jobs.bench.scale;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lvmmed.jobs.pretrain.average.Placement;
import org.lvmmed.jobs.pretrain.average.SharedVector;
import org.lvmmed.jobs.pretrain.average.VectorAverage;
import org.lvmmed.jobs.pretrain.average.WorkerReport;
import org.lvmmed.jobs.pretrain.data.ImageStore;
import org.lvmmed.jobs.pretrain.plan.ImageAddress;
import org.lvmmed.jobs.pretrain.plan.RoundPlan;
import org.lvmmed.jobs.pretrain.plan.RunPlan;
import org.lvmmed.jobs.pretrain.settings.RunSpec;

/**
 * Rounds of pretraining in which a step costs nothing: every image is read, decoded and kept as
 * always, and a short vector of each worker is averaged. In this process alone.
 */
final class RoundReading {

  /** Parameters of what is averaged. */
  private static final int LENGTH = 1024;

  private final JavaSparkContext spark;
  private final RunSpec spec;
  private final RunPlan plan;

  RoundReading(JavaSparkContext spark, RunSpec spec, RunPlan plan) {
    this.spark = spark;
    this.spec = spec;
    this.plan = plan;
  }

  /**
   * What rounds read.
   *
   * @param images trained on
   * @param bytes of pictures read
   */
  record Reading(long images, ImageStore.Reads reads) {

    /**
     * @param size of a picture on average, bytes
     */
    double perByteTrained(double size) {
      return reads.bytes() / (images * size);
    }
  }

  /** The first rounds of the run, from an empty cache on, until so many images are trained on. */
  Reading run(long images) throws IOException {
    ImageStore.clear();
    Broadcast<RunSpec> shared = spark.broadcast(spec);
    try {
      long trained = 0;
      for (int round = 0; trained < images && round < plan.rounds(); round++) {
        List<RoundPlan> plans = plan.round(round);
        average(plans, shared);
        trained += plans.stream().mapToLong(RoundPlan::images).sum();
      }
      return new Reading(trained, ImageStore.of(spec).reads());
    } finally {
      ImageStore.clear();
      shared.destroy();
    }
  }

  private void average(List<RoundPlan> plans, Broadcast<RunSpec> shared) {
    SharedVector average = new SharedVector(spark, LENGTH);
    try {
      new VectorAverage<>(
              spark, plans, part -> trained(part, shared.value()), average, Placement.anywhere())
          .run();
    } finally {
      average.remove();
    }
  }

  private static VectorAverage.Trained trained(RoundPlan part, RunSpec spec) throws IOException {
    ImageStore store = ImageStore.of(spec);
    for (RoundPlan.Step step : part.steps()) {
      List<ImageAddress> addresses =
          step.graphs().stream().flatMap(graph -> graph.nodes().stream()).toList();
      store.get(addresses);
    }
    WorkerReport report =
        new WorkerReport(part.worker(), part.images(), 0, Map.of(), new int[0], 0, 0);
    return new VectorAverage.Trained(new float[LENGTH], new float[0], report);
  }
}
