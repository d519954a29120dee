package org.lvmmed.jobs.pretrain;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.config.ConfigReader;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.export.EncoderExport;
import org.lvmmed.model.export.ModelCard;
import org.lvmmed.model.pretrain.LocalTrainer;

/** Writes {@code pretrain/encoder/}: what pretraining was for. */
final class EncoderFolder {

  static final String FOLDER = "pretrain/encoder";

  private final SparkSession spark;
  private final WorkFiles work;

  EncoderFolder(SparkSession spark, WorkFiles work) {
    this.spark = spark;
    this.work = work;
  }

  /**
   * @param keys the settings that led to it
   * @param metrics last values of the run's curves
   */
  void write(RunSpec spec, RunState end, Map<String, String> keys, Map<String, Double> metrics)
      throws IOException {
    LocalTrainer trainer = TrainerSlots.borrow(spec);
    try {
      trainer.load(TrainerVector.of(trainer.state()).unpack(end));
      ModelCard.Training training =
          new ModelCard.Training(
              ConfigReader.name(spec.objective().kind()),
              spec.pretrain().epochs(),
              end.iteration(),
              spec.seed(),
              keys,
              metrics);
      ModelCard card =
          new ModelCard(
              "LVM-Med " + ConfigReader.name(spec.encoder().architecture()),
              spec.encoder(),
              spec.preprocess(),
              sources(),
              training,
              List.of());
      EncoderExport.write(
          trainer.encoder(), spec.preprocess(), card, name -> work.create(FOLDER + "/" + name));
    } finally {
      trainer.close();
    }
  }

  private List<ModelCard.Source> sources() throws IOException {
    return CorpusTable.read(spark, work)
        .where("split = 'train'")
        .groupBy("dataset", "modality")
        .agg(count(lit(1)))
        .orderBy("dataset", "modality")
        .collectAsList()
        .stream()
        .map(r -> new ModelCard.Source(r.getString(0), r.getString(1), r.getLong(2)))
        .toList();
  }
}
