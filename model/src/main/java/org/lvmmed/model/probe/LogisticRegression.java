package org.lvmmed.model.probe;

/**
 * Multinomial logistic regression: minimises the mean cross-entropy plus l2 / 2 times the squared
 * weights; the biases are free. Convex, solved by L-BFGS, deterministic.
 */
final class LogisticRegression {

  private static final Lbfgs SOLVER = new Lbfgs(10, 300, 1e-6);

  private final int classes;
  private final int dimensions;
  private final double[] weights;

  private LogisticRegression(int classes, int dimensions, double[] weights) {
    this.classes = classes;
    this.dimensions = dimensions;
    this.weights = weights;
  }

  /** All weights 0: every class equally likely. */
  static LogisticRegression zero(int classes, int dimensions) {
    return new LogisticRegression(classes, dimensions, new double[classes * (dimensions + 1)]);
  }

  /** The minimum for the given data, sought from these weights. */
  LogisticRegression fit(LabelledFeatures train, double l2) {
    double[] found =
        SOLVER.minimise((x, gradient) -> loss(train, l2, x, gradient), weights.clone());
    return new LogisticRegression(classes, dimensions, found);
  }

  /** Probabilities, images × classes. */
  double[][] probabilities(float[][] features) {
    double[][] probabilities = new double[features.length][];
    for (int i = 0; i < features.length; i++) {
      probabilities[i] = softmax(weights, features[i]);
    }
    return probabilities;
  }

  /** Mean negative log-likelihood of the labels. */
  double crossEntropy(LabelledFeatures data) {
    double sum = 0;
    for (int i = 0; i < data.size(); i++) {
      sum -= logarithm(softmax(weights, data.features()[i])[data.labels()[i]]);
    }
    return sum / data.size();
  }

  private double loss(LabelledFeatures train, double l2, double[] x, double[] gradient) {
    double value = penalty(l2, x, gradient);
    for (int i = 0; i < train.size(); i++) {
      float[] row = train.features()[i];
      double[] residual = softmax(x, row);
      value -= logarithm(residual[train.labels()[i]]) / train.size();
      residual[train.labels()[i]] -= 1;
      for (int k = 0; k < classes; k++) {
        accumulate(gradient, k, residual[k] / train.size(), row);
      }
    }
    return value;
  }

  private double penalty(double l2, double[] x, double[] gradient) {
    double squares = 0;
    for (int k = 0; k < classes; k++) {
      for (int d = 0; d < dimensions; d++) {
        int at = k * (dimensions + 1) + d;
        squares += x[at] * x[at];
        gradient[at] = l2 * x[at];
      }
      gradient[k * (dimensions + 1) + dimensions] = 0;
    }
    return l2 / 2 * squares;
  }

  private void accumulate(double[] gradient, int k, double residual, float[] row) {
    int offset = k * (dimensions + 1);
    for (int d = 0; d < dimensions; d++) {
      gradient[offset + d] += residual * row[d];
    }
    gradient[offset + dimensions] += residual;
  }

  private double[] softmax(double[] x, float[] row) {
    double[] values = new double[classes];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      int offset = k * (dimensions + 1);
      values[k] = DotProduct.of(row, x, offset) + x[offset + dimensions];
      largest = Math.max(largest, values[k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      values[k] = Math.exp(values[k] - largest);
      sum += values[k];
    }
    for (int k = 0; k < classes; k++) {
      values[k] /= sum;
    }
    return values;
  }

  private static double logarithm(double probability) {
    return Math.log(Math.max(probability, Double.MIN_NORMAL));
  }
}
