package org.lvmmed.model.network;

import java.util.Optional;

/**
 * Outputs that lie on the host.
 *
 * @param all each batch × channels × rows × columns, not to be changed
 * @param gradients of the same shapes, filled
 */
public record HostOutputs(float[][] all, float[][] gradients) implements Outputs {

  @Override
  public int count() {
    return all.length;
  }

  @Override
  public float[] values(int output) {
    return all[output];
  }

  @Override
  public void setGradient(int output, float[] gradient) {
    System.arraycopy(gradient, 0, gradients[output], 0, gradients[output].length);
  }

  @Override
  public Optional<GraphAffinities> affinities(int output) {
    return Optional.empty();
  }
}
