package org.lvmmed.jobs.pretrain.plan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads where images lie and what they belong to. Executors pack rows into arrays, of which the
 * driver takes as many partitions at a time as there are cores.
 */
final class AddressReader {

  private static final int CHUNK_ROWS = 1 << 14;

  private final SparkSession spark;

  AddressReader(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * @param rows of the corpus
   */
  List<Chunk> read(Dataset<Row> rows) {
    JavaRDD<Chunk> chunks = columns(rows).javaRDD().mapPartitions(Chunks::new);
    int partitions = chunks.getNumPartitions();
    int together =
        Math.max(1, JavaSparkContext.fromSparkContext(spark.sparkContext()).defaultParallelism());
    List<Chunk> read = new ArrayList<>();
    for (int from = 0; from < partitions; from += together) {
      int[] part = IntStream.range(from, Math.min(partitions, from + together)).toArray();
      for (List<Chunk> some : chunks.collectPartitions(part)) {
        read.addAll(some);
      }
    }
    return read;
  }

  /** A series is known by a hash, which is as good as its key and takes 8 bytes. */
  private static Dataset<Row> columns(Dataset<Row> rows) {
    return rows.select(
        col("image_id"),
        col("_metadata.file_path"),
        col("_metadata.row_index"),
        xxhash64(coalesce(col("series_key"), col("image_id"))),
        coalesce(col("modality"), lit("unknown")));
  }

  /**
   * Some images.
   *
   * @param names of files and modalities, which the images' numbers stand for
   */
  record Chunk(
      byte[][] ids, int[] file, int[] row, long[] series, int[] modality, List<String> names)
      implements Serializable {

    int size() {
      return row.length;
    }

    String fileOf(int image) {
      return names.get(file[image]);
    }

    String modalityOf(int image) {
      return names.get(modality[image]);
    }
  }

  /** Gathers rows into chunks. */
  private record Chunks(Iterator<Row> rows) implements Iterator<Chunk> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Chunk next() {
      List<Row> some = new ArrayList<>();
      while (some.size() < CHUNK_ROWS && rows.hasNext()) {
        some.add(rows.next());
      }
      return chunk(some);
    }

    private static Chunk chunk(List<Row> rows) {
      int n = rows.size();
      Map<String, Integer> numbers = new LinkedHashMap<>();
      Chunk chunk =
          new Chunk(
              new byte[n][], new int[n], new int[n], new long[n], new int[n], new ArrayList<>());
      for (int i = 0; i < n; i++) {
        Row row = rows.get(i);
        chunk.ids[i] = ImageIds.bytes(row.getString(0));
        chunk.file[i] = number(numbers, row.getString(1));
        chunk.row[i] = Math.toIntExact(row.getLong(2));
        chunk.series[i] = row.getLong(3);
        chunk.modality[i] = number(numbers, row.getString(4));
      }
      chunk.names.addAll(numbers.keySet());
      return chunk;
    }

    private static int number(Map<String, Integer> numbers, String name) {
      return numbers.computeIfAbsent(name, n -> numbers.size());
    }
  }
}
