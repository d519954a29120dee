package org.lvmmed.jobs.pretrain.plan;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Writes each epoch's graphs as row addresses ({@code pretrain/plan/}), for whoever wants to know
 * what was trained on together. A row at a time from the driver, which has the plan anyway: as a
 * job, the rows of a large epoch would be too much to send in a task.
 */
public final class PlanWriter {

  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(INT32)
          .named("epoch")
          .required(INT32)
          .named("round")
          .required(INT32)
          .named("worker")
          .required(INT32)
          .named("step")
          .required(INT32)
          .named("graph")
          .required(INT32)
          .named("node")
          .required(BINARY)
          .as(stringType())
          .named("image_id")
          .required(INT32)
          .named("copy")
          .required(BINARY)
          .as(stringType())
          .named("file")
          .required(INT64)
          .named("row")
          .named("plan");

  private final Configuration configuration;
  private final WorkFiles work;
  private final TrainingIndex index;
  private final List<String> fileNames;

  public PlanWriter(Configuration configuration, WorkFiles work, TrainingIndex index) {
    this.configuration = configuration;
    this.work = work;
    this.index = index;
    this.fileNames =
        index.files().stream().map(file -> file.substring(file.lastIndexOf('/') + 1)).toList();
  }

  public void write(int epoch, RunPlan plan) throws IOException {
    String name = "epoch-%04d".formatted(epoch);
    String partial = "pretrain/plan/_" + name;
    work.delete(partial);
    try (ParquetWriter<Group> out = writer(partial + "/part-00000.snappy.parquet")) {
      List<List<EpochLayout.WorkerShare>> rounds = plan.epoch(epoch);
      for (int r = 0; r < rounds.size(); r++) {
        for (EpochLayout.WorkerShare share : rounds.get(r)) {
          write(out, epoch, r, share);
        }
      }
    }
    work.replace(partial, "pretrain/plan/" + name);
  }

  private ParquetWriter<Group> writer(String name) throws IOException {
    Path path = new Path(work.uri(name));
    return ExampleParquetWriter.builder(HadoopOutputFile.fromPath(path, configuration))
        .withConf(configuration)
        .withType(SCHEMA)
        .withCompressionCodec(CompressionCodecName.SNAPPY)
        .build();
  }

  private void write(ParquetWriter<Group> out, int epoch, int round, EpochLayout.WorkerShare share)
      throws IOException {
    for (int s = 0; s < share.steps().size(); s++) {
      List<PlannedGraph> graphs = share.steps().get(s);
      for (int g = 0; g < graphs.size(); g++) {
        for (int n = 0; n < graphs.get(g).size(); n++) {
          Group row = new SimpleGroup(SCHEMA);
          row.append("epoch", epoch).append("round", round).append("worker", share.worker());
          row.append("step", s).append("graph", g).append("node", n);
          addImage(row, graphs.get(g).images()[n], graphs.get(g).copies()[n]);
          out.write(row);
        }
      }
    }
  }

  private void addImage(Group row, int image, int copy) {
    row.append("image_id", index.ids().get(image)).append("copy", copy);
    row.append("file", fileNames.get(index.file()[image]));
    row.append("row", (long) index.row()[image]);
  }
}
