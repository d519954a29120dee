package org.lvmmed.model.objective;

import org.lvmmed.model.network.HeadGraph;

/**
 * A self-supervised loss on two views of each image of a batch. What it learns beside the encoder
 * are nodes of the network. Not safe for use by several threads at once.
 */
public interface Objective {

  /**
   * What it adds to an encoder, and which of the network's nodes it looks at: the outputs that
   * {@link #evaluate} gets, in that order.
   *
   * @param map the encoder's node that gives the feature map
   */
  HeadGraph head(String map);

  /** What changes from batch to batch beside parameters and is averaged with them; may be empty. */
  float[] state();

  /**
   * Goes on from such a state.
   *
   * @throws IllegalArgumentException where its length is another objective's
   */
  void setState(float[] state);

  /**
   * Loss and gradients at one batch.
   *
   * @param outputs of the network; where they belong to images, 2B of them, all first views before
   *     all second ones
   * @param gradients to be filled with ∂loss/∂outputs, same shapes; zero on entry
   * @throws DivergenceException where the outputs are not finite
   */
  ObjectiveResult evaluate(float[][] outputs, float[][] gradients, PairBatch batch);
}
