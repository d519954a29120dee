package org.lvmmed.jobs.pretrain.settings;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.util.SerializableConfiguration;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.State;
import org.lvmmed.model.network.StateLayout;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.pretrain.LocalTrainer;
import org.lvmmed.model.pretrain.TrainedLayout;
import org.lvmmed.model.view.ViewSettings;

/**
 * What workers need to know of a run, sent once.
 *
 * @param run key of the run: what executors keep is dropped when another run's tasks come
 * @param compute what computes the network
 * @param files the corpus's Parquet files
 */
public record RunSpec(
    String run,
    long seed,
    Compute compute,
    EncoderSettings encoder,
    ViewSettings views,
    ObjectiveSettings objective,
    Preprocess preprocess,
    PretrainSettings pretrain,
    List<String> files,
    SerializableConfiguration configuration)
    implements Serializable {

  public RunSpec {
    files = List.copyOf(files);
  }

  /** The objective, which keeps a state of its own. */
  public Objective newObjective() {
    return objective.create(encoder.architecture().features());
  }

  /** Where the tensors of the trained network lie in a state. */
  public StateLayout layout() {
    return LocalTrainer.graph(encoder, newObjective()).layout();
  }

  /** Where the parts of a state lie. */
  public TrainedLayout trained() {
    return TrainedLayout.of(layout(), newObjective());
  }

  /**
   * A state before the first round: a function of the seed.
   *
   * @param given parameters of the encoder that it begins with; none: random ones
   */
  public State initial(Optional<float[]> given) {
    return LocalTrainer.initial(encoder, newObjective(), seed, given);
  }

  /** The encoder's parameters in a state of the run. */
  public float[] encoderParameters(State state) {
    return trained()
        .encoder(EncoderGraph.of(encoder).layout(), state.values(), objective.trainsFollower());
  }
}
