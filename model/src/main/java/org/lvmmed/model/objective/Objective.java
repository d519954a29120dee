package org.lvmmed.model.objective;

import java.util.Optional;
import org.lvmmed.model.network.HeadGraph;

/**
 * A self-supervised loss on two views of each image of a batch. What it learns beside the encoder
 * are nodes of the network, which the engine steps and which averaging and checkpoints treat as any
 * other parameters. Not safe for use by several threads at once.
 */
public interface Objective {

  /**
   * What it adds to an encoder, and which of the network's nodes it looks at: the outputs that
   * {@link #evaluate} gets, in that order.
   *
   * @param map the encoder's node that gives the feature map
   */
  HeadGraph head(String map);

  /**
   * What changes from step to step beside parameters and is averaged over workers with them: an
   * adapted factor, a centre. May be empty; of one length throughout.
   */
  default float[] state() {
    return new float[0];
  }

  /**
   * Goes on from such a state.
   *
   * @throws IllegalArgumentException where its length is another objective's
   */
  default void setState(float[] state) {
    if (state.length != 0) {
      throw new IllegalArgumentException(
          "Invalid state of the objective: %d values (it has none)".formatted(state.length));
    }
  }

  /**
   * What a worker keeps for itself from round to round, like a queue of embeddings: part of
   * checkpoints, never averaged. Of any length; empty at the beginning.
   */
  default float[] ownState() {
    return new float[0];
  }

  /**
   * Goes on from such a state.
   *
   * @throws IllegalArgumentException where it is another objective's
   */
  default void setOwnState(float[] state) {
    if (state.length != 0) {
      throw new IllegalArgumentException(
          "Invalid own state of the objective: %d values (it has none)".formatted(state.length));
    }
  }

  /** How a second network follows the trained one; empty where there is none. */
  default Optional<Momentum> momentum() {
    return Optional.empty();
  }

  /** What all workers do together between two epochs; empty where that is nothing. */
  default Optional<EpochPasses> betweenEpochs() {
    return Optional.empty();
  }

  /** Largest norm of a step's gradient, which is scaled down where it is larger; 0: no limit. */
  default double clipNorm() {
    return 0;
  }

  /**
   * Loss and gradients at one batch.
   *
   * @throws DivergenceException where the outputs are not finite
   */
  ObjectiveResult evaluate(ObjectiveInput input);
}
