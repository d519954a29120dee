package org.lvmmed.jobs.pretrain.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Reads which images there are to train on, where they lie, and what their prior neighbours are.
 */
public final class TrainingIndexReader {

  private final SparkSession spark;
  private final WorkFiles work;

  public TrainingIndexReader(SparkSession spark, WorkFiles work) {
    this.spark = spark;
    this.work = work;
  }

  public TrainingIndex read() throws IOException {
    List<Row> rows = addresses();
    if (rows.isEmpty()) {
      throw new InputException(
          "The corpus has no training image: every row is of split val or test; add images or"
              + " change the datasets' split");
    }
    Numbers files = new Numbers();
    int n = rows.size();
    List<String> ids = new ArrayList<>(n);
    int[] file = new int[n];
    long[] row = new long[n];
    int[] series = new int[n];
    Numbers seriesNumbers = new Numbers();
    int[] modality = new int[n];
    Numbers modalities = new Numbers();
    Map<String, Integer> numbers = new HashMap<>(2 * n);
    for (int i = 0; i < n; i++) {
      ids.add(rows.get(i).getString(0));
      file[i] = files.of(rows.get(i).getString(1));
      row[i] = rows.get(i).getLong(2);
      String key = rows.get(i).getString(3);
      series[i] = seriesNumbers.of(key == null ? ids.get(i) : key);
      modality[i] = modalities.of(rows.get(i).getString(4));
      numbers.put(ids.get(i), i);
    }
    int[][] neighbours = new int[n][0];
    float[][] scores = new float[n][0];
    readNeighbours(numbers, neighbours, scores);
    return new TrainingIndex(
        Collections.unmodifiableList(ids),
        files.names,
        file,
        row,
        series,
        modality,
        neighbours,
        scores);
  }

  private List<Row> addresses() throws IOException {
    Dataset<Row> corpus = CorpusTable.read(spark, work);
    return corpus
        .filter(functions.col("split").equalTo("train"))
        .select(
            functions.col("image_id"),
            functions.col("_metadata.file_path"),
            functions.col("_metadata.row_index"),
            functions.col("series_key"),
            functions.coalesce(functions.col("modality"), functions.lit("unknown")))
        .orderBy("image_id")
        .collectAsList();
  }

  private void readNeighbours(Map<String, Integer> numbers, int[][] neighbours, float[][] scores)
      throws IOException {
    if (Provenance.read(work, "similarity").isEmpty()) {
      return;
    }
    List<Row> rows =
        spark
            .read()
            .option("pathGlobFilter", "*.parquet")
            .parquet(work.uri("similarity"))
            .select("image_id", "neighbour_id", "score")
            .orderBy("image_id", "rank")
            .collectAsList();
    for (Row r : rows) {
      Integer image = numbers.get(r.getString(0));
      Integer neighbour = numbers.get(r.getString(1));
      if (image != null && neighbour != null) {
        neighbours[image] = appended(neighbours[image], neighbour);
        scores[image] = appended(scores[image], ((Number) r.get(2)).floatValue());
      }
    }
  }

  private static int[] appended(int[] a, int v) {
    int[] longer = Arrays.copyOf(a, a.length + 1);
    longer[a.length] = v;
    return longer;
  }

  private static float[] appended(float[] a, float v) {
    float[] longer = Arrays.copyOf(a, a.length + 1);
    longer[a.length] = v;
    return longer;
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
