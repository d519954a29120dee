package org.lvmmed.model.encoder;

/** Gives loss and gradients for the outputs of a network. */
@FunctionalInterface
public interface OutputsObjective {

  /**
   * Evaluates one batch.
   *
   * @param outputs of the network, each batch × channels × rows × columns
   * @param gradients to be filled with ∂loss/∂outputs, same shapes; zero on entry
   * @return the loss
   */
  double evaluate(float[][] outputs, float[][] gradients);
}
