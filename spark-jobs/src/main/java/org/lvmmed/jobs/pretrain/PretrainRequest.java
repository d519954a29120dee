package org.lvmmed.jobs.pretrain;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.pretrain.plan.PlanNeeds;
import org.lvmmed.jobs.pretrain.plan.RunPlan;
import org.lvmmed.jobs.pretrain.plan.TrainingIndex;
import org.lvmmed.jobs.pretrain.settings.InitialSettings;
import org.lvmmed.jobs.pretrain.settings.MlflowSettings;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.pretrain.LocalTrainer;
import org.lvmmed.model.pretrain.TrainedLayout;
import org.lvmmed.model.view.ViewSettings;

/**
 * What to pretrain, on what, and how.
 *
 * @param work the work folder's URI
 * @param compute what computes the network
 * @param initial where the encoder begins
 * @param preprocess how images become inputs
 * @param mlflow the server that is told of the run; null for none
 * @param changeEngine whether a run may be continued with another engine than it was begun with
 * @param keys the settings that change the result, as text, for comparing runs
 */
public record PretrainRequest(
    String work,
    long seed,
    Compute compute,
    EncoderSettings encoder,
    InitialSettings initial,
    ViewSettings views,
    ObjectiveSettings objective,
    Preprocess preprocess,
    PretrainSettings pretrain,
    @Nullable MlflowSettings mlflow,
    boolean changeEngine,
    Map<String, String> keys) {

  public PretrainRequest {
    keys = Map.copyOf(keys);
  }

  /** The same with what given weights bring along. */
  PretrainRequest begunWith(Origin origin) {
    Map<String, String> all = new TreeMap<>(keys);
    all.putAll(origin.keys());
    return new PretrainRequest(
        work,
        seed,
        compute,
        encoder,
        initial,
        views,
        objective,
        origin.preprocess(),
        pretrain,
        mlflow,
        changeEngine,
        all);
  }

  /**
   * What each round trains on.
   *
   * @throws InputException where there are too few images for the workers
   */
  public RunPlan plan(TrainingIndex index) {
    if (index.size() < 2 * pretrain.workers()) {
      throw new InputException(
          "The corpus has "
              + index.size()
              + " training images for "
              + pretrain.workers()
              + " workers; at least 2 a worker are needed: add images or lower pretrain.workers");
    }
    PlanNeeds needs = PlanNeeds.of(objective, pretrain.batchPerWorker());
    return new RunPlan(index, pretrain, needs, seed);
  }

  /**
   * What workers need to know.
   *
   * @param run key of the run
   */
  public RunSpec spec(String run, TrainingIndex index, Configuration configuration) {
    return new RunSpec(
        run,
        seed,
        compute,
        encoder,
        views,
        objective,
        preprocess,
        pretrain,
        List.copyOf(index.files()),
        new SerializableConfiguration(configuration));
  }

  /** Where the parts of a state lie. */
  TrainedLayout layout() {
    Objective loss = objective.create(encoder.architecture().features());
    return TrainedLayout.of(LocalTrainer.graph(encoder, loss).layout(), loss);
  }
}
