package org.lvmmed.model.objective;

/**
 * What an objective is given at a step. Whoever adds to it changes no objective.
 *
 * @param outputs of the network, those that the objective's head names, in that order; where they
 *     belong to images, 2B of them, all first views before all second ones
 * @param gradients to be filled with ∂loss/∂outputs, same shapes; zero on entry
 * @param batch what is known of the images beside their pixels
 * @param progress where training is
 */
public record ObjectiveInput(
    float[][] outputs, float[][] gradients, PairBatch batch, Progress progress) {

  /** Number of views: 2B. */
  public int images() {
    return batch.images();
  }
}
