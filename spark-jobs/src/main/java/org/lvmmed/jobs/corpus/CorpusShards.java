package org.lvmmed.jobs.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.lvmmed.jobs.io.WorkFiles;

/** Writes the corpus's files, each the rows of one range of identifiers in their order. */
public final class CorpusShards {

  private static final String SHARD = "shard";

  private CorpusShards() {}

  /**
   * @param rows with the columns of {@link CorpusSchema}, and perhaps more
   * @param shards how many files at most; one without a row is left out
   * @param groupBytes of a row group
   * @param folder below the work folder; its other files stay
   */
  public static void write(
      Dataset<Row> rows, int shards, long groupBytes, WorkFiles work, String folder)
      throws IOException {
    Column shard =
        conv(substring(col("image_id"), 1, 8), 16, 10)
            .cast("long")
            .multiply(shards)
            .divide(lit(1L << 32))
            .cast("int");
    Dataset<Row> sharded = rows.select(columns()).withColumn(SHARD, shard);
    CorpusFiles.options(
            sharded.repartition(shards, col(SHARD)).sortWithinPartitions(SHARD, "image_id").write(),
            groupBytes)
        .partitionBy(SHARD)
        .mode(SaveMode.Overwrite)
        .parquet(work.uri(folder + "/shards"));
    flatten(work, folder, shards);
  }

  private static Column[] columns() {
    return Arrays.stream(CorpusSchema.TYPE.fieldNames())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  /** Moves the one file of each shard's folder up and gives it a name that does not change. */
  private static void flatten(WorkFiles work, String folder, int count) throws IOException {
    String shards = folder + "/shards";
    for (int shard = 0; shard < count; shard++) {
      String from = shards + "/" + SHARD + "=" + shard;
      List<String> parts =
          work.list(from).stream().filter(name -> name.endsWith(".parquet")).toList();
      if (parts.size() > 1) {
        throw new IllegalStateException("Shard " + shard + " has " + parts.size() + " files");
      }
      if (!parts.isEmpty()) {
        work.replace(from + "/" + parts.get(0), folder + "/part-%05d.parquet".formatted(shard));
      }
    }
    work.delete(shards);
  }
}
