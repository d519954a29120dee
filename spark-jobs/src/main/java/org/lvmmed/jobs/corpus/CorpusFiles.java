package org.lvmmed.jobs.corpus;

import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;

/** How the corpus lies in Parquet files. */
public final class CorpusFiles {
  /**
   * Of a row group, what a reader of single rows has to read at once; one picture may be larger.
   */
  public static final long GROUP_BYTES = 8L << 20;

  /**
   * Parquet looks at the size of a row group and of a page after a number of rows only, which it
   * guesses from the rows before. Pictures differ by a thousand times.
   */
  private static final int ROWS_BETWEEN_LOOKS = 4;

  private CorpusFiles() {}

  /** Bounds row groups by {@link #GROUP_BYTES}. */
  public static DataFrameWriter<Row> options(DataFrameWriter<Row> writer) {
    return options(writer, GROUP_BYTES);
  }

  /** Bounds row groups by so many bytes. */
  static DataFrameWriter<Row> options(DataFrameWriter<Row> writer, long groupBytes) {
    return writer
        .option("parquet.block.size", groupBytes)
        .option("parquet.page.size.row.check.min", 1)
        .option("parquet.page.size.row.check.max", ROWS_BETWEEN_LOOKS)
        .option("parquet.enable.dictionary#image.bytes", false)
        .option("compression", "snappy");
  }
}
