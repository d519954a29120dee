package org.lvmmed.jobs.corpus;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Where the row groups of a Parquet file begin: the unit in which it can be read. */
public final class RowGroups {

  private RowGroups() {}

  /**
   * The number of each row group's first row, and last the number of rows: one more than there are
   * groups.
   *
   * @param file URI
   */
  public static long[] firstRows(String file, Configuration configuration) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file), configuration))) {
      List<BlockMetaData> blocks = reader.getRowGroups();
      long[] first = new long[blocks.size() + 1];
      for (int i = 0; i < blocks.size(); i++) {
        first[i + 1] = first[i] + blocks.get(i).getRowCount();
      }
      return first;
    }
  }

  /** The group that holds a row. */
  public static int groupOf(long[] firstRows, long row) {
    int found = Arrays.binarySearch(firstRows, row);
    return found >= 0 ? found : -found - 2;
  }
}
