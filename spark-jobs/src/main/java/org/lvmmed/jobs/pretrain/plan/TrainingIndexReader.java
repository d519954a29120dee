package org.lvmmed.jobs.pretrain.plan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.lvmmed.jobs.corpus.RowGroups;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Reads which images there are to train on, where they lie, and what their prior neighbours are.
 * The driver holds a partition's rows at a time beside the index.
 */
public final class TrainingIndexReader {

  private static final int TASKS_PER_CORE = 4;

  private final SparkSession spark;
  private final WorkFiles work;

  public TrainingIndexReader(SparkSession spark, WorkFiles work) {
    this.spark = spark;
    this.work = work;
  }

  public TrainingIndex read() throws IOException {
    Dataset<Row> rows = CorpusTable.read(spark, work).where(col("split").equalTo("train"));
    int count = Math.toIntExact(rows.count());
    if (count == 0) {
      throw new InputException(
          "The corpus has no training image: every row is of split val or test; add images or"
              + " change the datasets' split");
    }
    Places places = new Places(count);
    Iterator<Row> addresses = addresses(rows).toLocalIterator();
    for (int i = 0; i < count; i++) {
      places.set(i, addresses.next());
    }
    ImageIds ids = places.ids.build();
    return new TrainingIndex(
        ids,
        places.files.names,
        places.file,
        places.row,
        groups(places),
        numbered(places.series),
        places.modality,
        new NeighbourReader(spark, work).read(ids));
  }

  /** A series is known by a hash, which is as good as its key and takes 8 bytes. */
  private static Dataset<Row> addresses(Dataset<Row> rows) {
    return rows.select(
            col("image_id"),
            col("_metadata.file_path"),
            col("_metadata.row_index"),
            xxhash64(coalesce(col("series_key"), col("image_id"))),
            coalesce(col("modality"), lit("unknown")))
        .orderBy("image_id");
  }

  /** What is read of each image. */
  private static final class Places {
    private final ImageIds.Builder ids;
    private final Numbers files = new Numbers();
    private final Numbers modalities = new Numbers();
    private final int[] file;
    private final int[] row;
    private final long[] series;
    private final int[] modality;

    Places(int count) {
      ids = new ImageIds.Builder(count);
      file = new int[count];
      row = new int[count];
      series = new long[count];
      modality = new int[count];
    }

    void set(int image, Row values) {
      ids.add(values.getString(0));
      file[image] = files.of(values.getString(1));
      row[image] = Math.toIntExact(values.getLong(2));
      series[image] = values.getLong(3);
      modality[image] = modalities.of(values.getString(4));
    }
  }

  /** Executors read where the row groups of each file begin. */
  private int[] groups(Places places) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    List<String> files = places.files.names;
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = Math.min(files.size(), TASKS_PER_CORE * context.defaultParallelism());
    List<long[]> firstRows =
        context
            .parallelize(files, tasks)
            .map(file -> RowGroups.firstRows(file, hadoop.value()))
            .collect();
    int[] before = new int[files.size() + 1];
    for (int f = 0; f < files.size(); f++) {
      before[f + 1] = before[f] + firstRows.get(f).length - 1;
    }
    int[] groups = new int[places.file.length];
    for (int i = 0; i < groups.length; i++) {
      int file = places.file[i];
      groups[i] = before[file] + RowGroups.groupOf(firstRows.get(file), places.row[i]);
    }
    return groups;
  }

  /** The same number for equal hashes, counted from 0. */
  private static int[] numbered(long[] hashes) {
    int[] order = Argsort.ascending(hashes);
    int[] numbers = new int[hashes.length];
    for (int i = 1; i < order.length; i++) {
      boolean same = hashes[order[i]] == hashes[order[i - 1]];
      numbers[order[i]] = numbers[order[i - 1]] + (same ? 0 : 1);
    }
    return numbers;
  }

  /** Names with their numbers in order of first appearance. */
  private static final class Numbers {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    int of(String name) {
      return numbers.computeIfAbsent(
          name,
          n -> {
            names.add(n);
            return names.size() - 1;
          });
    }
  }
}
