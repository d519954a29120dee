package org.lvmmed.jobs.pretrain.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Writes each epoch's graphs as row addresses ({@code pretrain/plan/}), for whoever wants to know
 * what was trained on together.
 */
public final class PlanWriter {

  private static final StructType SCHEMA =
      new StructType()
          .add("epoch", DataTypes.IntegerType)
          .add("round", DataTypes.IntegerType)
          .add("worker", DataTypes.IntegerType)
          .add("step", DataTypes.IntegerType)
          .add("graph", DataTypes.IntegerType)
          .add("node", DataTypes.IntegerType)
          .add("image_id", DataTypes.StringType)
          .add("copy", DataTypes.IntegerType)
          .add("file", DataTypes.StringType)
          .add("row", DataTypes.LongType);

  private final SparkSession spark;
  private final WorkFiles work;
  private final TrainingIndex index;

  public PlanWriter(SparkSession spark, WorkFiles work, TrainingIndex index) {
    this.spark = spark;
    this.work = work;
    this.index = index;
  }

  public void write(int epoch, RunPlan plan) {
    List<List<EpochLayout.WorkerShare>> rounds = plan.epoch(epoch);
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < rounds.size(); r++) {
      for (EpochLayout.WorkerShare share : rounds.get(r)) {
        for (int s = 0; s < share.steps().size(); s++) {
          addStep(rows, epoch, r, share.worker(), s, share.steps().get(s));
        }
      }
    }
    spark
        .createDataFrame(rows, SCHEMA)
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(work.uri("pretrain/plan/epoch-%04d".formatted(epoch)));
  }

  private void addStep(
      List<Row> rows, int epoch, int round, int worker, int step, List<PlannedGraph> graphs) {
    for (int g = 0; g < graphs.size(); g++) {
      int[] nodes = graphs.get(g).images();
      for (int n = 0; n < nodes.length; n++) {
        String file = index.files().get(index.file()[nodes[n]]);
        rows.add(
            RowFactory.create(
                epoch,
                round,
                worker,
                step,
                g,
                n,
                index.ids().get(nodes[n]),
                graphs.get(g).copies()[n],
                file.substring(file.lastIndexOf('/') + 1),
                index.row()[nodes[n]]));
      }
    }
  }
}
