package org.lvmmed.model.pretrain;

/** Adam (Kingma and Ba, 2015) for the head, with the encoder's learning rate. Kept in float. */
final class HeadOptimiser {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final float[] parameters;
  private final float[] moments;

  /**
   * @param moments first, then second ones
   */
  HeadOptimiser(float[] parameters, float[] moments) {
    if (moments.length != 2 * parameters.length) {
      throw new IllegalArgumentException(
          "Invalid state of the head: %d moments for %d parameters (two each)"
              .formatted(moments.length, parameters.length));
    }
    this.parameters = parameters.clone();
    this.moments = moments.clone();
  }

  static HeadOptimiser fresh(double[] initial) {
    float[] parameters = new float[initial.length];
    for (int i = 0; i < initial.length; i++) {
      parameters[i] = (float) initial[i];
    }
    return new HeadOptimiser(parameters, new float[2 * initial.length]);
  }

  float[] parameters() {
    return parameters.clone();
  }

  float[] moments() {
    return moments.clone();
  }

  double[] asDoubles() {
    double[] out = new double[parameters.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = parameters[i];
    }
    return out;
  }

  /**
   * @param iteration counted from 1
   */
  void step(double[] gradient, double learningRate, int iteration) {
    double correction1 = 1 - Math.pow(BETA1, iteration);
    double correction2 = 1 - Math.pow(BETA2, iteration);
    for (int i = 0; i < gradient.length; i++) {
      double g = gradient[i];
      int second = gradient.length + i;
      moments[i] = (float) (BETA1 * moments[i] + (1 - BETA1) * g);
      moments[second] = (float) (BETA2 * moments[second] + (1 - BETA2) * g * g);
      double size = Math.sqrt(moments[second] / correction2) + EPSILON;
      parameters[i] -= (float) (learningRate * moments[i] / correction1 / size);
    }
  }
}
