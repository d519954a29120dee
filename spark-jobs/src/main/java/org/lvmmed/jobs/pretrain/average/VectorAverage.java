package org.lvmmed.jobs.pretrain.average;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every worker make its vector and averages them. A vector stays on the disks of the executor
 * that made it, a {@link SharedVector} of its own; the mean of a chunk is taken by a task that
 * reads it of every worker, and stays where it was made, too, ready for the next round. What was
 * lost with an executor before it was read is made again, with the same bits.
 *
 * <p>Spark's shuffle would do as well, but serialises, sorts and checks what is one run of bytes: a
 * round took half as long again with it and a broadcast.
 *
 * @param <P> what a worker is given
 */
public final class VectorAverage<P extends Serializable> {

  private static final Logger LOG = LoggerFactory.getLogger(VectorAverage.class);

  /** How often executors may be lost in one round with something that is still needed. */
  private static final int ATTEMPTS = 4;

  private final JavaSparkContext spark;
  private final List<P> plans;
  private final Function<P, Trained> worker;
  private final SharedVector average;
  private final Placement placement;
  private final SharedVector[] vectors;
  private final WorkerReport[] reports;

  /**
   * @param plans of the workers, in their order
   * @param worker does a worker's part
   * @param average gets the average, which workers can then read as well
   * @param placement says where workers are best run
   */
  public VectorAverage(
      JavaSparkContext spark,
      List<P> plans,
      Function<P, Trained> worker,
      SharedVector average,
      Placement placement) {
    this.spark = spark;
    this.plans = plans;
    this.worker = worker;
    this.average = average;
    this.placement = placement;
    this.vectors = new SharedVector[plans.size()];
    this.reports = new WorkerReport[plans.size()];
  }

  /** A worker's vector after its part, and what the part was like. */
  public record Trained(float[] values, WorkerReport report) {}

  /** The average, and the reports in the order of the workers. */
  public record Averaged(float[] values, List<WorkerReport> reports) {}

  /**
   * @throws IllegalStateException caused by a {@link SparkException} if executors are lost again
   *     and again
   */
  public Averaged run() {
    try {
      float[] values = new float[average.length()];
      List<Integer> workers = numbers(plans.size());
      List<Integer> chunks = numbers(average.chunks());
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        work(workers);
        workers = merge(chunks);
        chunks = unread(chunks, values);
        if (chunks.isEmpty()) {
          return new Averaged(values, List.of(reports));
        }
      }
      throw new IllegalStateException(
          new SparkException(
              "Averaging failed: %d times an executor was lost with a part of it"
                  .formatted(ATTEMPTS)));
    } finally {
      remove(numbers(vectors.length));
    }
  }

  /** Reads the average's chunks, several at a time, and says which are nowhere. */
  private List<Integer> unread(List<Integer> chunks, float[] values) {
    return chunks.parallelStream().filter(chunk -> !average.read(chunk, values)).toList();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** A worker's part: what it is given, and where its vector goes. */
  private record Part<P extends Serializable>(P plan, SharedVector vector)
      implements Serializable {}

  /** Has these workers do their part. */
  private void work(List<Integer> workers) {
    if (workers.isEmpty()) {
      return;
    }
    // What is left of a lost vector must not mix with the one that is made in its place.
    remove(workers);
    workers.forEach(w -> vectors[w] = new SharedVector(spark, average.length()));
    Function<P, Trained> task = worker;
    List<Part<P>> parts = workers.stream().map(w -> new Part<>(plans.get(w), vectors[w])).toList();
    List<WorkerReport> made =
        placement
            .tasks(spark, parts, workers, plans.size())
            .map(part -> done(part, task))
            .collect();
    for (int i = 0; i < made.size(); i++) {
      reports[workers.get(i)] = made.get(i);
    }
  }

  private void remove(List<Integer> workers) {
    for (int worker : workers) {
      SharedVector vector = vectors[worker];
      if (vector != null) {
        vector.remove();
      }
    }
  }

  private static <P extends Serializable> WorkerReport done(Part<P> part, Function<P, Trained> task)
      throws Exception {
    Trained trained = task.call(part.plan());
    part.vector().store(trained.values(), StorageLevel.DISK_ONLY());
    return trained.report();
  }

  /** Takes the mean of these chunks, and says which workers' vectors are lost. */
  private List<Integer> merge(List<Integer> chunks) {
    long[] weights = Arrays.stream(reports).mapToLong(WorkerReport::images).toArray();
    List<SharedVector> from = List.of(vectors);
    SharedVector to = average;
    Set<Integer> lost = new LinkedHashSet<>();
    spark
        .parallelize(chunks, Math.max(1, chunks.size()))
        .map(chunk -> mean(chunk, from, weights, to))
        .collect()
        .forEach(lost::addAll);
    return List.copyOf(lost);
  }

  /** Stores a chunk's mean, or gives the vectors that could not be read. */
  private static List<Integer> mean(
      int chunk, List<SharedVector> vectors, long[] weights, SharedVector average)
      throws IOException {
    List<Integer> lost = new ArrayList<>();
    List<DataInputStream> streams = new ArrayList<>();
    try {
      for (int v = 0; v < vectors.size(); v++) {
        Optional<DataInputStream> stream = open(vectors.get(v), chunk);
        stream.ifPresent(streams::add);
        if (stream.isEmpty()) {
          lost.add(v);
        }
      }
      if (lost.isEmpty()) {
        average.store(chunk, new WeightedMean(weights).of(streams, average.length(chunk)));
      }
    } finally {
      for (DataInputStream stream : streams) {
        stream.close();
      }
    }
    return lost;
  }

  /** A block that Spark cannot open any more is as lost as one that it does not have. */
  private static Optional<DataInputStream> open(SharedVector vector, int chunk) {
    try {
      return vector.open(chunk);
    } catch (Exception e) { // Spark's are undeclared
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      LOG.warn("pretrain: a worker's vector cannot be read and is made again: {}", e.toString());
      return Optional.empty();
    }
  }
}
