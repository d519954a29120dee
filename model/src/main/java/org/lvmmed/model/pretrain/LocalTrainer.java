package org.lvmmed.model.pretrain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Initialisation;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Loss;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.Outputs;
import org.lvmmed.model.network.Rates;
import org.lvmmed.model.network.State;
import org.lvmmed.model.network.StateLayout;
import org.lvmmed.model.objective.MomentumOutputs;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.Progress;

/**
 * An encoder with an objective's head, trained a batch at a time. Not safe for use by several
 * threads at once.
 */
public final class LocalTrainer implements AutoCloseable {

  private static final double NANOS = 1e-9;

  private final NetworkGraph graph;
  private final Network network;
  private final Objective objective;
  private final @Nullable Follower follower;
  private final int size;

  /** A trainer whose parameters are all zero, to be given a state. */
  public LocalTrainer(Compute compute, EncoderSettings encoder, Objective objective) {
    this.graph = graph(encoder, objective);
    this.network = compute.open(graph);
    this.objective = objective;
    this.follower =
        objective.momentum().map(m -> new Follower(compute.open(graph), m)).orElse(null);
    this.size = encoder.inputSize();
  }

  /** The network that is trained: the encoder with the objective's head on it. */
  public static NetworkGraph graph(EncoderSettings encoder, Objective objective) {
    NetworkGraph alone = EncoderGraph.of(encoder);
    return alone.with(objective.head(alone.outputs().get(0)));
  }

  /**
   * The state before the first step.
   *
   * @param seed of random weights
   * @param given parameters of the encoder that it begins with; none: random ones
   */
  public static State initial(
      EncoderSettings encoder, Objective objective, long seed, Optional<float[]> given) {
    NetworkGraph graph = graph(encoder, objective);
    StateLayout layout = graph.layout();
    float[] parameters = Initialisation.draw(graph, seed);
    given.ifPresent(own -> layout.copyFrom(EncoderGraph.of(encoder).layout(), own, parameters));
    float[] following = objective.momentum().isPresent() ? parameters : new float[0];
    return new State(joined(layout.fresh(parameters).values(), following, objective.state()), 0);
  }

  /** {@link #initial(EncoderSettings, Objective, long, Optional)} at random. */
  public static State initial(EncoderSettings encoder, Objective objective, long seed) {
    return initial(encoder, objective, seed, Optional.empty());
  }

  /**
   * One optimiser step of encoder and head.
   *
   * @param progress where training is before the step
   * @throws org.lvmmed.model.objective.DivergenceException where the network's output is not finite
   */
  public StepReport step(TrainingBatch batch, double learningRate, Progress progress) {
    long start = System.nanoTime();
    List<Inputs> inputs = inputs(batch);
    MomentumOutputs ahead =
        follower == null ? MomentumOutputs.none() : follower.outputs(inputs.get(0));
    Evaluation evaluation = new Evaluation(batch, progress, ahead);
    network.step(inputs, new Rates(learningRate, learningRate, objective.clipNorm()), evaluation);
    if (follower != null) {
      follower.follow(network, progress);
    }
    ObjectiveResult result = evaluation.result();
    return new StepReport(result, (System.nanoTime() - start) * NANOS, evaluation.nanos * NANOS);
  }

  private List<Inputs> inputs(TrainingBatch batch) {
    int images = batch.pairs().images();
    Inputs large = Inputs.images(batch.pixels(), images, size);
    SmallViews small = batch.small();
    return small.count() == 0
        ? List.of(large)
        : List.of(large, Inputs.images(small.pixels(), small.count() * images / 2, small.size()));
  }

  /** Where the network's tensors lie in a state. */
  public StateLayout layout() {
    return network.layout();
  }

  /** All that a step changes and workers average, as {@link TrainedLayout} has it. */
  public State state() {
    State trained = network.state();
    float[] following = follower == null ? new float[0] : follower.parameters();
    return new State(joined(trained.values(), following, objective.state()), trained.iteration());
  }

  /** What a step changes and this worker keeps for itself. */
  public float[] own() {
    return objective.ownState();
  }

  private static float[] joined(float[]... parts) {
    float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** {@link #load(State, float[])} for a worker that has nothing of its own yet. */
  public void load(State state) {
    load(state, new float[0]);
  }

  /**
   * Goes on from a state, whichever engine it comes from.
   *
   * @param own what the worker kept for itself
   * @throws IllegalArgumentException where it is another encoder's or objective's
   */
  public void load(State state, float[] own) {
    float[] values = state.values();
    TrainedLayout parts = TrainedLayout.of(layout(), objective);
    layout().requireLength("state", parts.length(), values);
    network.load(new State(Arrays.copyOf(values, parts.following()), state.iteration()));
    if (follower != null) {
      follower.load(parts.followingParameters(values));
    }
    objective.setState(Arrays.copyOfRange(values, parts.own(), parts.length()));
    objective.setOwnState(own);
  }

  @Override
  public void close() {
    if (follower != null) {
      follower.close();
    }
    network.close();
  }

  /** The objective as the network sees it, which keeps what else it said. */
  private final class Evaluation implements Loss {

    private final TrainingBatch batch;
    private final Progress progress;
    private final MomentumOutputs ahead;
    private @Nullable ObjectiveResult result;
    private long nanos;

    Evaluation(TrainingBatch batch, Progress progress, MomentumOutputs ahead) {
      this.batch = batch;
      this.progress = progress;
      this.ahead = ahead;
    }

    @Override
    public double evaluate(Outputs outputs) {
      long start = System.nanoTime();
      ObjectiveInput large = new ObjectiveInput(outputs, batch.pairs(), progress, ahead, false);
      ObjectiveResult evaluated =
          batch.small().count() == 0
              ? objective.evaluate(large)
              : new CropLoss(objective, graph, batch).evaluate(large);
      result = evaluated;
      nanos = System.nanoTime() - start;
      return evaluated.loss();
    }

    ObjectiveResult result() {
      if (result == null) {
        throw new IllegalStateException("The network made a step without asking the objective");
      }
      return result;
    }
  }
}
