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
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.export.EncoderExport;
import org.lvmmed.model.export.ModelCard;
import org.lvmmed.model.network.FileTarget;

/** Writes the encoder for those who use it: what pretraining was for. */
final class EncoderFolder {

  static final String FOLDER = "pretrain/encoder";

  private final SparkSession spark;
  private final WorkFiles work;
  private final FileTarget target;

  /** Into {@code pretrain/encoder/}. */
  EncoderFolder(SparkSession spark, WorkFiles work) {
    this(spark, work, name -> work.create(FOLDER + "/" + name));
  }

  EncoderFolder(SparkSession spark, WorkFiles work, FileTarget target) {
    this.spark = spark;
    this.work = work;
    this.target = target;
  }

  /**
   * @param request the settings that led to it
   * @param state after any round of such a run
   * @param metrics last values of the run's curves
   */
  void write(PretrainRequest request, RunState state, Map<String, Double> metrics)
      throws IOException {
    EncoderModel encoder =
        new EncoderModel(
            request.encoder(), request.encoderParameters(state.trained()), request.preprocess());
    ModelCard.Training training =
        new ModelCard.Training(
            request.objective().kind(),
            request.pretrain().epochs(),
            state.iteration(),
            request.seed(),
            request.keys(),
            metrics);
    ModelCard card =
        new ModelCard(
            "LVM-Med " + ConfigReader.name(request.encoder().architecture()),
            request.encoder(),
            request.preprocess(),
            sources(),
            training,
            List.of());
    EncoderExport.write(encoder, card, target);
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
