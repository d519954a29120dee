package org.lvmmed.model.pretrain;

import java.util.Arrays;
import java.util.List;
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
  private final int size;

  /** A trainer whose parameters are all zero, to be given a state. */
  public LocalTrainer(Compute compute, EncoderSettings encoder, Objective objective) {
    this.graph = graph(encoder, objective);
    this.network = compute.open(graph);
    this.objective = objective;
    this.size = encoder.inputSize();
  }

  /** The network that is trained: the encoder with the objective's head on it. */
  public static NetworkGraph graph(EncoderSettings encoder, Objective objective) {
    NetworkGraph alone = EncoderGraph.of(encoder);
    return alone.with(objective.head(alone.outputs().get(0)));
  }

  /** The state before the first step, a function of the seed alone. */
  public static State initial(EncoderSettings encoder, Objective objective, long seed) {
    NetworkGraph graph = graph(encoder, objective);
    State network = graph.layout().fresh(Initialisation.draw(graph, seed));
    return new State(joined(network.values(), objective.state()), 0);
  }

  /**
   * One optimiser step of encoder and head.
   *
   * @param progress where training is before the step
   * @throws org.lvmmed.model.objective.DivergenceException where the network's output is not finite
   */
  public StepReport step(TrainingBatch batch, double learningRate, Progress progress) {
    long start = System.nanoTime();
    Evaluation evaluation = new Evaluation(batch, progress);
    network.step(inputs(batch), Rates.of(learningRate), evaluation);
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

  /** All that a step changes: the network's state, then the objective's. */
  public State state() {
    State trained = network.state();
    return new State(joined(trained.values(), objective.state()), trained.iteration());
  }

  private static float[] joined(float[] first, float[] second) {
    float[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /**
   * Goes on from a state, whichever engine it comes from.
   *
   * @throws IllegalArgumentException where it is another encoder's or objective's
   */
  public void load(State state) {
    float[] values = state.values();
    int own = layout().stateLength();
    layout().requireLength("state", own + objective.state().length, values);
    network.load(new State(Arrays.copyOf(values, own), state.iteration()));
    objective.setState(Arrays.copyOfRange(values, own, values.length));
  }

  @Override
  public void close() {
    network.close();
  }

  /** The objective as the network sees it, which keeps what else it said. */
  private final class Evaluation implements Loss {

    private final TrainingBatch batch;
    private final Progress progress;
    private @Nullable ObjectiveResult result;
    private long nanos;

    Evaluation(TrainingBatch batch, Progress progress) {
      this.batch = batch;
      this.progress = progress;
    }

    @Override
    public double evaluate(Outputs outputs) {
      long start = System.nanoTime();
      ObjectiveResult evaluated =
          batch.small().count() == 0
              ? objective.evaluate(new ObjectiveInput(outputs, batch.pairs(), progress))
              : new CropLoss(objective, graph, batch).evaluate(outputs, progress);
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
