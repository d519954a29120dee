package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.SmallCorpus;
import org.lvmmed.jobs.SmallCorpus.Place;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.settings.InitialSettings;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;
import org.lvmmed.jobs.similarity.SimilarityJob;
import org.lvmmed.jobs.similarity.SimilaritySettings;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.matching.EstimatorSettings.NoiseSettings;
import org.lvmmed.model.matching.NoiseKind;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.matching.AffinitySettings;
import org.lvmmed.model.objective.matching.GraphMatchingSettings;
import org.lvmmed.model.objective.matching.MessagePassingKind;
import org.lvmmed.model.view.ViewSettings;

/** Pretraining that is over in seconds. */
final class PretrainRuns {

  private static final int SIZE = 32;
  private static final EncoderSettings RESNET =
      new EncoderSettings(EncoderSettings.Architecture.RESNET18, SIZE, 32);

  private PretrainRuns() {}

  /**
   * Two workers, batches of 8, one step a round, one epoch, outer momentum; a checkpoint after
   * every round.
   */
  static PretrainJob job(SparkSession spark, Path work, String engine) throws IOException {
    return job(spark, work, engine, false, InitialSettings.random());
  }

  /** The same with a transformer, and with small crops. */
  static PretrainJob ofTransformer(SparkSession spark, Path work, int crops) throws IOException {
    EncoderSettings encoder =
        new EncoderSettings(EncoderSettings.Architecture.VIT_SMALL, SIZE, SIZE / 2);
    ViewSettings.Small small = new ViewSettings.Small(crops, SIZE / 2, 0.1, 0.4);
    return job(
        spark, work, "torch", encoder, small, objective(), 1, false, InitialSettings.random());
  }

  /** The same with another objective, and for so many epochs. */
  static PretrainJob of(SparkSession spark, Path work, ObjectiveSettings objective, int epochs)
      throws IOException {
    return job(
        spark,
        work,
        "torch",
        RESNET,
        ViewSettings.Small.none(),
        objective,
        epochs,
        false,
        InitialSettings.random());
  }

  /** The same from weights of that URI. */
  static PretrainJob beginning(SparkSession spark, Path work, String uri) throws IOException {
    InitialSettings given = new InitialSettings(uri, InitialSettings.Normalisation.WEIGHTS);
    return job(spark, work, "torch", false, given);
  }

  /** The same, even where the run was begun with another engine. */
  static PretrainJob continuing(SparkSession spark, Path work, String engine) throws IOException {
    return job(spark, work, engine, true, InitialSettings.random());
  }

  private static PretrainJob job(
      SparkSession spark, Path work, String engine, boolean changeEngine, InitialSettings initial)
      throws IOException {
    return job(
        spark,
        work,
        engine,
        RESNET,
        ViewSettings.Small.none(),
        objective(),
        1,
        changeEngine,
        initial);
  }

  private static PretrainJob job(
      SparkSession spark,
      Path work,
      String engine,
      EncoderSettings encoder,
      ViewSettings.Small small,
      ObjectiveSettings objective,
      int epochs,
      boolean changeEngine,
      InitialSettings initial)
      throws IOException {
    return new PretrainJob(
        spark,
        new PretrainRequest(
            work.toUri().toString(),
            1,
            Compute.cpu(engine),
            encoder,
            initial,
            views(small),
            objective,
            Preprocess.standard(SIZE),
            settings(epochs),
            null,
            changeEngine,
            Map.of("test", "resume", "encoder.engine", engine)));
  }

  /** 32 pictures of stripes, and their neighbours. */
  static void corpus(SparkSession spark, Path work) throws IOException {
    SmallCorpus corpus = new SmallCorpus();
    for (int i = 0; i < 32; i++) {
      double turn = i;
      corpus.add(
          Place.of("stripes", "train", null),
          (x, y) ->
              0.5 + 0.5 * Math.sin((8 + turn % 5) * (x * Math.cos(turn) + y * Math.sin(turn))));
    }
    corpus.write(spark, work);
    WorkFiles files =
        new WorkFiles(work.toUri().toString(), spark.sparkContext().hadoopConfiguration());
    SimilaritySettings settings =
        new SimilaritySettings(3, 8, 0.5, true, true, 64, SimilaritySettings.Cells.none(), null);
    new SimilarityJob(spark, files, settings, Compute.cpu("torch")).run();
  }

  private static PretrainSettings settings(int epochs) {
    return new PretrainSettings(
        2,
        8,
        1,
        new PretrainSettings.Outer(0.9, 0.7),
        epochs,
        1e-3,
        PretrainSettings.Schedule.COSINE,
        0,
        0.25,
        0,
        0,
        0,
        48,
        1 << 20,
        0,
        1,
        5,
        0,
        1,
        0);
  }

  static ObjectiveSettings objective() {
    return new GraphMatchingSettings(
        8,
        3,
        MessagePassingKind.GRAPH_CONV,
        80,
        AffinitySettings.standard(),
        new EstimatorSettings(new NoiseSettings(NoiseKind.GUMBEL, 0.1, 0), 80, true, 1, 1, 0, 1),
        ProjectorSettings.standard());
  }

  private static ViewSettings views(ViewSettings.Small small) {
    return new ViewSettings(
        SIZE,
        new ViewSettings.Crop(0.4, 1, 0.75, 1.33),
        0.5,
        new ViewSettings.Jitter(0.4, 0.4, 0.4, 0.1, 0.8),
        0.2,
        new ViewSettings.Blur(0.5, 0.1, 1),
        small);
  }
}
