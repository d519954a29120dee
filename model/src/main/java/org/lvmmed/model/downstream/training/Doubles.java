package org.lvmmed.model.downstream.training;

import org.lvmmed.model.network.Loss;

/** Losses are reckoned in double, networks in float. */
public final class Doubles {

  private Doubles() {}

  /** A loss of a single output. */
  @FunctionalInterface
  public interface Single {
    double evaluate(double[] output, double[] gradient);
  }

  public static Loss loss(Single loss) {
    return Loss.onHost(
        (outputs, gradients) -> {
          double[] gradient = new double[outputs[0].length];
          double value = loss.evaluate(of(outputs[0]), gradient);
          narrow(gradient, gradients[0]);
          return value;
        });
  }

  public static double[] of(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  public static void narrow(double[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) from[i];
    }
  }
}
