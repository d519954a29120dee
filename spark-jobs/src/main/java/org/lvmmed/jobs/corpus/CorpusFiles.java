package org.lvmmed.jobs.corpus;

import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;

/** How the corpus lies in Parquet files. */
public final class CorpusFiles {
  /** Rows of a row group, at most: what a reader of single rows has to read at once. */
  public static final int ROWS_PER_GROUP = 256;

  private static final long GROUP_BYTES = 64L << 20;

  private CorpusFiles() {}

  /**
   * Bounds row groups by rows and by bytes. Parquet looks at the bytes after a number of rows only,
   * which for large pictures must be small.
   */
  public static DataFrameWriter<Row> options(DataFrameWriter<Row> writer) {
    return writer
        .option("parquet.block.row.count.limit", ROWS_PER_GROUP)
        .option("parquet.block.size", GROUP_BYTES)
        .option("parquet.block.size.row.check.min", 4)
        .option("parquet.block.size.row.check.max", 32)
        .option("parquet.page.size.row.check.min", 1)
        .option("parquet.enable.dictionary#image.bytes", false)
        .option("compression", "snappy");
  }
}
