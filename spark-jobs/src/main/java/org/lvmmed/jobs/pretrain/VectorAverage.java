package org.lvmmed.jobs.pretrain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The average of the workers' vectors over a shuffle: each is cut in chunks, one reducer a chunk.
 * The driver never holds more than the average itself: a chunk is put into its place when it
 * arrives. A reducer holds one chunk of every worker.
 */
final class VectorAverage {

  /** Values of a chunk: 4 MB. */
  static final int CHUNK = 1 << 20;

  private VectorAverage() {}

  /** A chunk of one worker's vector; the first also carries the worker's report. */
  record Part(ParameterAverage.Contribution chunk, @Nullable WorkerReport report)
      implements Serializable {}

  /** The average of a chunk, with the reports that came along. */
  private record Merged(float[] values, List<WorkerReport> reports) implements Serializable {}

  /** The average, and the reports in the order of the workers. */
  record Averaged(float[] values, List<WorkerReport> reports) {}

  /** A worker's vector by number of chunk, copied chunk by chunk as Spark asks for them. */
  static Iterator<Tuple2<Integer, Part>> parts(float[] vector, WorkerReport report) {
    return IntStream.range(0, chunks(vector.length))
        .mapToObj(c -> new Tuple2<>(c, part(c, vector, report)))
        .iterator();
  }

  private static Part part(int c, float[] vector, WorkerReport report) {
    int to = Math.min(vector.length, (c + 1) * CHUNK);
    float[] values = java.util.Arrays.copyOfRange(vector, c * CHUNK, to);
    return new Part(
        new ParameterAverage.Contribution(report.worker(), report.images(), values),
        c == 0 ? report : null);
  }

  private static int chunks(int length) {
    return (length + CHUNK - 1) / CHUNK;
  }

  /**
   * Runs the job that makes the parts and averages them.
   *
   * @param length of each vector
   */
  static Averaged of(JavaPairRDD<Integer, Part> parts, int length) {
    int chunks = chunks(length);
    JavaRDD<Merged> merged =
        parts
            .partitionBy(new ByChunk(chunks))
            .values()
            .mapPartitions(chunk -> List.of(merge(chunk)).iterator());
    float[] values = new float[length];
    List<WorkerReport> reports = new ArrayList<>();
    forEach(
        merged,
        chunks,
        (c, m) -> {
          System.arraycopy(m.values(), 0, values, c * CHUNK, m.values().length);
          reports.addAll(m.reports());
        });
    return new Averaged(values, reports);
  }

  private static Merged merge(Iterator<Part> parts) {
    List<ParameterAverage.Contribution> chunks = new ArrayList<>();
    List<WorkerReport> reports = new ArrayList<>();
    while (parts.hasNext()) {
      Part part = parts.next();
      chunks.add(part.chunk());
      if (part.report() != null) {
        reports.add(part.report());
      }
    }
    reports.sort(Comparator.comparingInt(WorkerReport::worker));
    return new Merged(ParameterAverage.of(chunks), reports);
  }

  /** Chunk c goes to reducer c. */
  private static final class ByChunk extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int chunks;

    ByChunk(int chunks) {
      this.chunks = chunks;
    }

    @Override
    public int numPartitions() {
      return chunks;
    }

    @Override
    public int getPartition(Object chunk) {
      return (Integer) chunk;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByChunk that && that.chunks == chunks;
    }

    @Override
    public int hashCode() {
      return chunks;
    }
  }

  /** Takes the only element of a partition. */
  private static final class Only
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<Merged>, Merged>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Merged apply(TaskContext context, scala.collection.Iterator<Merged> partition) {
      return partition.next();
    }
  }

  private interface Taker {
    void take(int partition, Merged result);
  }

  /** Spark's {@code collect} would hold all results beside what is made of them. */
  private static void forEach(JavaRDD<Merged> rdd, int partitions, Taker taker) {
    List<Object> all = new ArrayList<>(IntStream.range(0, partitions).boxed().toList());
    rdd.context()
        .runJob(
            rdd.rdd(),
            new Only(),
            JavaConverters.asScalaBuffer(all).toSeq(),
            new AbstractFunction2<Object, Merged, BoxedUnit>() {
              @Override
              public BoxedUnit apply(Object partition, Merged result) {
                taker.take((Integer) partition, result);
                return BoxedUnit.UNIT;
              }
            },
            ClassTag$.MODULE$.apply(Merged.class));
  }
}
