package org.lvmmed.model.objective;

import org.lvmmed.model.network.Outputs;

/**
 * What an objective is given at a step. Whoever adds to it changes no objective.
 *
 * @param outputs of the network, those that the objective's head names, in that order; where they
 *     belong to images, 2B of them, all first views before all second ones; they take the gradients
 * @param batch what is known of the images beside their pixels
 * @param progress where training is
 */
public record ObjectiveInput(Outputs outputs, PairBatch batch, Progress progress) {

  /** Number of views: 2B. */
  public int images() {
    return batch.images();
  }
}
