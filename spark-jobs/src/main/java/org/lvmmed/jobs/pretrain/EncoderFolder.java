package org.lvmmed.jobs.pretrain;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.config.ConfigReader;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.export.EncoderExport;
import org.lvmmed.model.export.ModelCard;
import org.lvmmed.model.export.TrainedFiles;
import org.lvmmed.model.network.FileTarget;
import org.lvmmed.model.pretrain.TrainedLayout;

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
   * @param results what the encoder came to downstream
   * @param optimiser whether its moments are written as well
   */
  void write(
      PretrainRequest request,
      RunState state,
      Map<String, Double> metrics,
      List<ModelCard.Result> results,
      boolean optimiser)
      throws IOException {
    TrainedLayout layout = request.layout();
    boolean ofFollower = request.objective().trainsFollower();
    TrainedFiles trained =
        new TrainedFiles(request.objective().kind(), layout, state.trained(), ofFollower);
    try (OutputStream out = target.create(TrainedFiles.HEAD)) {
      trained.writeHead(out);
    }
    if (optimiser) {
      try (OutputStream out = target.create(TrainedFiles.OPTIMISER)) {
        trained.writeOptimiser(out);
      }
    }
    EncoderModel encoder =
        new EncoderModel(
            request.encoder(),
            layout.encoder(EncoderGraph.of(request.encoder()).layout(), state.values(), ofFollower),
            request.preprocess());
    EncoderExport.write(encoder, card(request, state, metrics, results), target);
  }

  private ModelCard card(
      PretrainRequest request,
      RunState state,
      Map<String, Double> metrics,
      List<ModelCard.Result> results)
      throws IOException {
    ModelCard.Training training =
        new ModelCard.Training(
            request.objective().kind(),
            request.pretrain().epochs(),
            state.iteration(),
            request.seed(),
            request.keys(),
            metrics);
    return new ModelCard(
        "LVM-Med " + ConfigReader.name(request.encoder().architecture()),
        request.encoder(),
        request.preprocess(),
        sources(),
        training,
        results,
        List.of());
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
