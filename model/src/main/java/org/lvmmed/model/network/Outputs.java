package org.lvmmed.model.network;

import java.util.Optional;

/**
 * What a network computed of a batch, in the order of its graph's outputs; of several batches, one
 * after the other. It lies where the network does: what is asked for is copied to the host, and
 * nothing else is. Valid until the loss returns.
 */
public interface Outputs {

  /** How many there are. */
  int count();

  /**
   * Copies an output to the host.
   *
   * @return batch × channels × rows × columns; a {@link NetworkNode.Weights}' is its matrix
   */
  float[] values(int output);

  /**
   * Sets ∂loss/∂output, which is zero until then.
   *
   * @param gradient of the shape of {@link #values}
   */
  void setGradient(int output, float[] gradient);

  /**
   * Affinities reckoned where the feature maps of an output lie; their gradient with respect to the
   * maps is added to what {@link #setGradient} says. None from an engine whose outputs lie on the
   * host.
   */
  Optional<GraphAffinities> affinities(int output);
}
