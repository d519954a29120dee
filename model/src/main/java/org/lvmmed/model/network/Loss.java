package org.lvmmed.model.network;

/** Gives loss and gradients for the outputs of a network. */
@FunctionalInterface
public interface Loss {

  /**
   * Evaluates one batch where it lies.
   *
   * @return the loss
   */
  double evaluate(Outputs outputs);

  /** A loss that is reckoned on the host, where all outputs are copied. */
  static Loss onHost(HostLoss loss) {
    return outputs -> {
      float[][] values = new float[outputs.count()][];
      float[][] gradients = new float[values.length][];
      for (int o = 0; o < values.length; o++) {
        values[o] = outputs.values(o);
        gradients[o] = new float[values[o].length];
      }
      double value = loss.evaluate(values, gradients);
      for (int o = 0; o < values.length; o++) {
        outputs.setGradient(o, gradients[o]);
      }
      return value;
    };
  }
}
