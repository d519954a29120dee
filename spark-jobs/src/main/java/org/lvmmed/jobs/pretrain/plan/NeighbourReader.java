package org.lvmmed.jobs.pretrain.plan;

import static org.apache.spark.sql.functions.max;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Reads the table of prior neighbours. Executors turn ids into numbers, 16 bytes a row; the driver
 * takes as many partitions at a time as there are cores.
 */
final class NeighbourReader {

  private static final int CHUNK_ROWS = 1 << 14;

  private final SparkSession spark;
  private final WorkFiles work;

  NeighbourReader(SparkSession spark, WorkFiles work) {
    this.spark = spark;
    this.work = work;
  }

  /** The neighbours among these images; none where the similarity job has not run. */
  PriorNeighbours read(ImageIds ids) throws IOException {
    if (Provenance.read(work, "similarity").isEmpty()) {
      return new PriorNeighbours(ids.size(), 0);
    }
    Dataset<Row> table =
        spark.read().option("pathGlobFilter", "*.parquet").parquet(work.uri("similarity"));
    Row largest = table.agg(max("rank")).first();
    PriorNeighbours neighbours =
        new PriorNeighbours(ids.size(), largest.isNullAt(0) ? 0 : largest.getInt(0));
    fill(neighbours, table.select("image_id", "neighbour_id", "rank", "score"), ids);
    return neighbours;
  }

  private void fill(PriorNeighbours neighbours, Dataset<Row> table, ImageIds ids) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<ImageIds> known = context.broadcast(ids);
    try {
      JavaRDD<Chunk> chunks =
          table.javaRDD().mapPartitions(rows -> new Chunks(rows, known.value()));
      int together = Math.max(1, context.defaultParallelism());
      for (int from = 0; from < chunks.getNumPartitions(); from += together) {
        int to = Math.min(chunks.getNumPartitions(), from + together);
        for (List<Chunk> part : chunks.collectPartitions(IntStream.range(from, to).toArray())) {
          part.forEach(chunk -> chunk.copyTo(neighbours));
        }
      }
    } finally {
      known.destroy();
    }
  }

  /**
   * Some rows of the table, as numbers.
   *
   * @param rows how many of the arrays' elements count
   */
  private record Chunk(int rows, int[] images, int[] neighbours, int[] ranks, float[] scores)
      implements Serializable {

    static Chunk ofRows(int most) {
      return new Chunk(0, new int[most], new int[most], new int[most], new float[most]);
    }

    /** With a further row, unless one of its images is unknown. */
    Chunk with(Row row, ImageIds ids) {
      int image = ids.indexOf(row.getString(0));
      int neighbour = ids.indexOf(row.getString(1));
      if (image < 0 || neighbour < 0) {
        return this;
      }
      images[rows] = image;
      neighbours[rows] = neighbour;
      ranks[rows] = row.getInt(2);
      scores[rows] = ((Number) row.get(3)).floatValue();
      return new Chunk(rows + 1, images, neighbours, ranks, scores);
    }

    void copyTo(PriorNeighbours all) {
      for (int r = 0; r < rows; r++) {
        all.set(images[r], ranks[r] - 1, neighbours[r], scores[r]);
      }
    }
  }

  /** Gathers rows into chunks. */
  private record Chunks(Iterator<Row> rows, ImageIds ids) implements Iterator<Chunk> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Chunk next() {
      Chunk chunk = Chunk.ofRows(CHUNK_ROWS);
      for (int r = 0; r < CHUNK_ROWS && rows.hasNext(); r++) {
        chunk = chunk.with(rows.next(), ids);
      }
      return chunk;
    }
  }
}
