package org.lvmmed.jobs.pretrain.plan;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.lvmmed.jobs.corpus.RowGroups;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Reads which images there are to train on, where they lie, and what their prior neighbours are.
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
    List<AddressReader.Chunk> read =
        new AddressReader(spark)
            .read(CorpusTable.read(spark, work).where(col("split").equalTo("train")));
    if (read.isEmpty()) {
      throw new InputException(
          "The corpus has no training image: every row is of split val or test; add images or"
              + " change the datasets' split");
    }
    Addresses addresses = Addresses.of(read);
    return new TrainingIndex(
        addresses.ids(),
        addresses.files(),
        addresses.file(),
        addresses.row(),
        groups(addresses),
        addresses.series(),
        addresses.modality(),
        new NeighbourReader(spark, work).read(addresses.ids()));
  }

  /** Executors read where the row groups of each file begin. */
  private int[] groups(Addresses addresses) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    List<String> files = addresses.files();
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
    int[] groups = new int[addresses.file().length];
    for (int i = 0; i < groups.length; i++) {
      int file = addresses.file()[i];
      groups[i] = before[file] + RowGroups.groupOf(firstRows.get(file), addresses.row()[i]);
    }
    return groups;
  }
}
