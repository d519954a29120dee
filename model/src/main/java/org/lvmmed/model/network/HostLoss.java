package org.lvmmed.model.network;

/** Gives loss and gradients for outputs that lie on the host: {@link Loss#onHost}. */
@FunctionalInterface
public interface HostLoss {

  /**
   * Evaluates one batch.
   *
   * @param outputs of the network in the order of its graph's, each batch × channels × rows ×
   *     columns; a {@link NetworkNode.Weights}' are its matrix
   * @param gradients to be filled with ∂loss/∂outputs, same shapes; zero on entry
   * @return the loss
   */
  double evaluate(float[][] outputs, float[][] gradients);
}
