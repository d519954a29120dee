package org.lvmmed.jobs.pretrain.watch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.plan.ImageAddress;

/**
 * The fixed labelled images of a run's k-NN probe: training rows to look among, validation rows to
 * ask for. Test rows have no part.
 *
 * @param rows in the order of their ids, which is as good as random
 */
public record ProbeSet(List<Labelled> rows) implements Serializable {

  /** A labelled image; {@code query} for those that are asked for. */
  record Labelled(ImageAddress address, String dataset, String label, boolean query)
      implements Serializable {}

  /**
   * @param files the run's Parquet files, which addresses count from
   * @param limit images of a dataset and split at most
   */
  public static ProbeSet read(SparkSession spark, WorkFiles work, List<String> files, int limit)
      throws IOException {
    List<Row> rows =
        CorpusTable.read(spark, work)
            .where("label is not null and split in ('train', 'val')")
            .select(
                col("image_id"),
                col("dataset"),
                col("label"),
                col("split"),
                col("_metadata.file_path"),
                col("_metadata.row_index"),
                row_number()
                    .over(Window.partitionBy("dataset", "split").orderBy("image_id"))
                    .as("number"))
            .where(col("number").leq(limit))
            .orderBy("image_id")
            .collectAsList();
    return new ProbeSet(
        rows.stream()
            .filter(r -> files.contains(r.getString(4)))
            .map(
                r ->
                    new Labelled(
                        new ImageAddress(0, 0, files.indexOf(r.getString(4)), r.getLong(5)),
                        r.getString(1),
                        r.getString(2),
                        r.getString(3).equals("val")))
            .toList());
  }
}
