package org.lvmmed.jobs.pretrain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The average of the workers' vectors over a shuffle: each is cut in chunks, one reducer a chunk,
 * and one more for the workers' reports. A chunk travels in pieces. The driver never holds more
 * than the average itself: a piece is put into its place when it arrives. A reducer holds one chunk
 * of every worker.
 */
final class VectorAverage {

  /** Values of a chunk: 16 MB. */
  static final int CHUNK = 64 * Piece.VALUES;

  private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);

  private VectorAverage() {}

  /** The average, and the reports in the order of the workers. */
  record Averaged(float[] values, List<WorkerReport> reports) {}

  /** A worker's vector by number of chunk, copied piece by piece as Spark asks for them. */
  static Iterator<Tuple2<Integer, byte[]>> parts(float[] vector, WorkerReport report) {
    Stream<Tuple2<Integer, byte[]>> values =
        IntStream.iterate(0, begin -> begin < vector.length, begin -> begin + Piece.VALUES)
            .mapToObj(
                begin ->
                    new Tuple2<>(
                        begin / CHUNK, Piece.of(report.worker(), report.images(), vector, begin)));
    byte[] said = report.bytes();
    return Stream.concat(values, Stream.of(new Tuple2<>(chunks(vector.length), said))).iterator();
  }

  private static int chunks(int length) {
    return (length + CHUNK - 1) / CHUNK;
  }

  /**
   * Runs the job that makes the parts and averages them.
   *
   * @param length of each vector
   */
  static Averaged of(JavaPairRDD<Integer, byte[]> parts, int length) {
    int chunks = chunks(length);
    float[] values = new float[length];
    List<WorkerReport> reports = new ArrayList<>();
    BiConsumer<Integer, List<byte[]>> taker =
        (c, arrived) -> {
          if (c < chunks) {
            arrived.forEach(piece -> Piece.copy(piece, values));
          } else {
            arrived.forEach(r -> reports.add(WorkerReport.of(r)));
          }
        };
    forEach(shuffled(parts, chunks + 1), new Merge(chunks), chunks + 1, taker);
    reports.sort(Comparator.comparingInt(WorkerReport::worker));
    return new Averaged(values, reports);
  }

  /** Part c goes to reducer c. Kryo copies byte arrays whole, Java's serialisation in blocks. */
  private static RDD<Tuple2<Integer, byte[]>> shuffled(
      JavaPairRDD<Integer, byte[]> parts, int reducers) {
    ShuffledRDD<Integer, byte[], byte[]> shuffled =
        new ShuffledRDD<>(
            parts.rdd(),
            new ByNumber(reducers),
            ClassTag$.MODULE$.apply(Integer.class),
            BYTES,
            BYTES);
    return shuffled.setSerializer(new KryoSerializer(parts.context().getConf()));
  }

  /** The means of a partition's pieces; the reports as they are. */
  private static final class Merge
      extends AbstractFunction2<
          TaskContext, scala.collection.Iterator<Tuple2<Integer, byte[]>>, ArrayList<byte[]>>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int chunks;

    Merge(int chunks) {
      this.chunks = chunks;
    }

    @Override
    public ArrayList<byte[]> apply(
        TaskContext context, scala.collection.Iterator<Tuple2<Integer, byte[]>> partition) {
      ArrayList<byte[]> arrived = new ArrayList<>();
      while (partition.hasNext()) {
        arrived.add(partition.next()._2());
      }
      return context.partitionId() < chunks ? new ArrayList<>(Piece.means(arrived)) : arrived;
    }
  }

  /** Spark's {@code collect} would hold all results beside what is made of them. */
  private static void forEach(
      RDD<Tuple2<Integer, byte[]>> rdd,
      Merge merge,
      int partitions,
      BiConsumer<Integer, List<byte[]>> taker) {
    List<Object> all = new ArrayList<>(IntStream.range(0, partitions).boxed().toList());
    rdd.context()
        .runJob(
            rdd,
            merge,
            JavaConverters.asScalaBuffer(all).toSeq(),
            new AbstractFunction2<Object, ArrayList<byte[]>, BoxedUnit>() {
              @Override
              public BoxedUnit apply(Object partition, ArrayList<byte[]> result) {
                taker.accept((Integer) partition, result);
                return BoxedUnit.UNIT;
              }
            },
            ClassTag$.MODULE$.apply(ArrayList.class));
  }

  /** The key is the number of the partition. */
  private static final class ByNumber extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;

    ByNumber(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByNumber that && that.partitions == partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }
}
