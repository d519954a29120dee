package org.lvmmed.model.objective;

import org.lvmmed.model.network.Outputs;

/**
 * What an objective is given at a step. Whoever adds to it changes no objective.
 *
 * @param outputs of the network, those that the objective's head names, in that order; where they
 *     belong to images, 2B of them, all first views before all second ones; they take the gradients
 * @param batch what is known of the images beside their pixels
 * @param progress where training is
 * @param momentum of the network that follows, where the objective has one
 * @param smallFirst whether the first views are small crops, which are compared with large ones,
 *     but are no targets themselves
 */
public record ObjectiveInput(
    Outputs outputs,
    PairBatch batch,
    Progress progress,
    MomentumOutputs momentum,
    boolean smallFirst) {

  /** Two large views of each image, for an objective without a network that follows. */
  public ObjectiveInput(Outputs outputs, PairBatch batch, Progress progress) {
    this(outputs, batch, progress, MomentumOutputs.none(), false);
  }

  /** Number of views: 2B. */
  public int images() {
    return batch.images();
  }
}
