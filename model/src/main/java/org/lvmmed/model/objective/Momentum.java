package org.lvmmed.model.objective;

/**
 * How closely a second network, whose weights are a moving average of the trained one's, follows
 * it: the key encoder of MoCo, the teacher of DINO. It sees the large views and takes no gradients.
 */
@FunctionalInterface
public interface Momentum {

  /**
   * The weight of the network that follows in the average after a step.
   *
   * @return in [0, 1]
   */
  double at(Progress progress);
}
