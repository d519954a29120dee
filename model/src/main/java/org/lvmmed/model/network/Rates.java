package org.lvmmed.model.network;

/**
 * Of one optimiser step.
 *
 * @param encoder learning rate of the encoder; 0 leaves its weights as they are
 * @param head learning rate of the head
 * @param clipNorm largest norm of the gradient of all that is trained, scaled down where it is
 *     larger (Pascanu et al., ICML 2013); 0: no limit
 */
public record Rates(double encoder, double head, double clipNorm) {

  /** One rate for everything, and no limit. */
  public static Rates of(double rate) {
    return new Rates(rate, rate, 0);
  }

  /** The rate of a tensor. */
  public double of(ParameterTensor tensor) {
    return tensor.isHead() ? head : encoder;
  }
}
