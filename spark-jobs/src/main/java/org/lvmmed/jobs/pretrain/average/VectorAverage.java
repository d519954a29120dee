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
import org.jspecify.annotations.Nullable;
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
  private final SharedVector[] kept;
  private final float[][] own;
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
    this.kept = new SharedVector[plans.size()];
    this.own = new float[plans.size()][];
    this.reports = new WorkerReport[plans.size()];
  }

  /**
   * A worker's part, done.
   *
   * @param values its vector, to be averaged
   * @param own what it keeps for itself, of any length
   * @param report what the part was like
   */
  public record Trained(float[] values, float[] own, WorkerReport report) {}

  /**
   * What came of all parts, in the order of the workers.
   *
   * @param values the average
   * @param own what each worker keeps for itself
   */
  public record Averaged(float[] values, List<float[]> own, List<WorkerReport> reports) {}

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
        Set<Integer> lost = merge(chunks);
        chunks = unread(chunks, values);
        lost.addAll(unreadOwn());
        workers = List.copyOf(lost);
        if (chunks.isEmpty() && workers.isEmpty()) {
          return new Averaged(values, List.of(own), List.of(reports));
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

  /** Reads what workers keep for themselves, as far as that is not done, and says what is lost. */
  private List<Integer> unreadOwn() {
    return numbers(own.length).stream().filter(w -> own[w] == null && !readOwn(w)).toList();
  }

  private boolean readOwn(int worker) {
    SharedVector vector = kept[worker];
    float[] values = new float[vector.length()];
    for (int chunk = 0; chunk < vector.chunks(); chunk++) {
      if (!vector.read(chunk, values)) {
        return false;
      }
    }
    own[worker] = values;
    return true;
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /**
   * A worker's part: what it is given, where its vector goes, and where what it keeps for itself.
   */
  private record Part<P extends Serializable>(P plan, SharedVector vector, SharedVector kept)
      implements Serializable {}

  /**
   * What the driver is told of a part.
   *
   * @param own values that the worker keeps for itself
   */
  private record Done(WorkerReport report, int own) implements Serializable {}

  /** Has these workers do their part. */
  private void work(List<Integer> workers) {
    if (workers.isEmpty()) {
      return;
    }
    // What is left of a lost vector must not mix with the one that is made in its place.
    remove(workers);
    for (int w : workers) {
      vectors[w] = new SharedVector(spark, average.length());
      kept[w] = new SharedVector(spark, 0);
    }
    Function<P, Trained> task = worker;
    List<Part<P>> parts =
        workers.stream().map(w -> new Part<>(plans.get(w), vectors[w], kept[w])).toList();
    List<Done> made =
        placement
            .tasks(spark, parts, workers, plans.size())
            .map(part -> done(part, task))
            .collect();
    for (int i = 0; i < made.size(); i++) {
      int w = workers.get(i);
      reports[w] = made.get(i).report();
      kept[w] = kept[w].ofLength(made.get(i).own());
    }
  }

  private void remove(List<Integer> workers) {
    for (int worker : workers) {
      remove(vectors[worker]);
      remove(kept[worker]);
    }
  }

  private static void remove(@Nullable SharedVector vector) {
    if (vector != null) {
      vector.remove();
    }
  }

  private static <P extends Serializable> Done done(Part<P> part, Function<P, Trained> task)
      throws Exception {
    Trained trained = task.call(part.plan());
    part.vector().store(trained.values(), StorageLevel.DISK_ONLY());
    int length = trained.own().length;
    part.kept().ofLength(length).store(trained.own(), StorageLevel.DISK_ONLY());
    return new Done(trained.report(), length);
  }

  /** Takes the mean of these chunks, and says which workers' vectors are lost. */
  private Set<Integer> merge(List<Integer> chunks) {
    long[] weights = Arrays.stream(reports).mapToLong(WorkerReport::images).toArray();
    List<SharedVector> from = List.of(vectors);
    SharedVector to = average;
    Set<Integer> lost = new LinkedHashSet<>();
    spark
        .parallelize(chunks, Math.max(1, chunks.size()))
        .map(chunk -> mean(chunk, from, weights, to))
        .collect()
        .forEach(lost::addAll);
    return lost;
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
