package org.lvmmed.model.network;

import java.util.List;

/**
 * A network that an engine has built. All arrays are row-major (C order). Not safe for use by
 * several threads at once.
 */
public interface Network extends AutoCloseable {

  /** Where the state's tensors lie. */
  StateLayout layout();

  /**
   * Inference with running batch-norm statistics.
   *
   * @return one array per output of the graph, batch × channels × rows × columns
   */
  float[][] outputs(Inputs inputs);

  /** {@link #step(List, Rates, Loss)} on one batch. */
  default double step(Inputs inputs, Rates rates, Loss loss) {
    return step(List.of(inputs), rates, loss);
  }

  /**
   * One step of Adam (Kingma and Ba, 2015; β 0.9 and 0.999, ε 1e-8): forward in training mode, the
   * loss's gradients, backward, update. Gradients are used as given, without division by the batch.
   * A loss that is not finite, or an exception of it, leaves the whole state as it was.
   *
   * @param inputs batches of different sizes, which go through the network one after the other; the
   *     loss sees the graph's outputs of the first, then those of the second
   * @return what the loss returned
   * @throws EngineException where the engine steps on one size alone and there are more
   */
  double step(List<Inputs> inputs, Rates rates, Loss loss);

  /** {@link #gradient(List, Loss)} on one batch. */
  default float[] gradient(Inputs inputs, Loss loss) {
    return gradient(List.of(inputs), loss);
  }

  /** ∂loss/∂weights in the layout's order, without a step; statistics stay as they are. */
  float[] gradient(List<Inputs> inputs, Loss loss);

  /**
   * What a step's loss would see of a batch: batch norms use the batch's own statistics, and their
   * running ones move as in a step. Nothing else is changed.
   *
   * @return one array per output of the graph, as {@link #outputs}
   */
  float[][] observe(Inputs inputs);

  /**
   * Moves the weights towards those of a network of the same graph: momentum · own + (1 − momentum)
   * · other's. Statistics and optimiser stay.
   *
   * @param momentum in [0, 1]
   */
  default void follow(Network other, double momentum) {
    float[] own = parameters();
    float[] ahead = other.parameters();
    for (int i = 0; i < layout().weightCount(); i++) {
      own[i] = (float) (momentum * own[i] + (1 - momentum) * ahead[i]);
    }
    setParameters(own);
  }

  /** The whole state (a copy). */
  State state();

  /**
   * Goes on from a state of a network of the same graph, whichever engine it comes from.
   *
   * @throws IllegalArgumentException where its length is another network's
   */
  void load(State state);

  /** Weights and statistics (a copy). */
  float[] parameters();

  /** Overwrites weights and statistics and leaves the optimiser as it is. */
  void setParameters(float[] parameters);

  @Override
  void close();
}
