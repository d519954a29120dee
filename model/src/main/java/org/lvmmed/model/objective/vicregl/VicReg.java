package org.lvmmed.model.objective.vicregl;

import org.lvmmed.model.linalg.Matrix;

/**
 * VICReg (Bardes et al., ICLR 2022, equations 1 to 6) of two matrices X and Y, N × F, whose rows
 * belong together: the mean squared difference; for each of them half the mean of max(0, 1 − σ_j)
 * with σ_j = √(var_j + 1e-4); and for each of them the sum of squared covariances of different
 * columns, divided by F. Variances and covariances are divided by N − 1.
 */
final class VicReg {

  private static final double EPSILON = 1e-4;

  private final VicReglSettings weights;
  private final Matrix x;
  private final Matrix y;
  private final Matrix ofX;
  private final Matrix ofY;
  private double invariance;
  private double variance;
  private double covariance;

  /**
   * @param x at least two rows
   */
  VicReg(VicReglSettings weights, Matrix x, Matrix y) {
    this.weights = weights;
    this.x = x;
    this.y = y;
    ofX = new Matrix(x.rows, x.columns);
    ofY = new Matrix(y.rows, y.columns);
    compare();
    spread(x, ofX);
    spread(y, ofY);
  }

  private void compare() {
    int count = x.values.length;
    for (int k = 0; k < count; k++) {
      double apart = x.values[k] - y.values[k];
      invariance += apart * apart / count;
      ofX.values[k] += weights.invariance() * 2 * apart / count;
      ofY.values[k] -= weights.invariance() * 2 * apart / count;
    }
  }

  private void spread(Matrix z, Matrix gradient) {
    Matrix centred = centred(z);
    Matrix covariances = centred.transposedTimes(centred);
    int n = z.columns;
    double[] pull = new double[n];
    for (int k = 0; k < covariances.values.length; k++) {
      covariances.values[k] /= z.rows - 1;
      if (k % (n + 1) == 0) {
        pull[k / n] = pull(Math.sqrt(covariances.values[k] + EPSILON), z);
        covariances.values[k] = 0;
      } else {
        covariance += covariances.values[k] * covariances.values[k] / n;
      }
    }
    Matrix turn = centred.times(covariances);
    double factor = weights.covariance() * 4 / (n * (z.rows - 1.0));
    for (int k = 0; k < z.values.length; k++) {
      gradient.values[k] += factor * turn.values[k] + pull[k % n] * centred.values[k];
    }
  }

  /** Notes how much of a deviation is missing, and gives the gradient's factor of the column. */
  private double pull(double deviation, Matrix z) {
    if (deviation >= 1) {
      return 0;
    }
    variance += (1 - deviation) / (2 * z.columns);
    return -weights.variance() / (2 * z.columns * (z.rows - 1.0) * deviation);
  }

  private static Matrix centred(Matrix z) {
    Matrix centred = z.copy();
    double[] sums = z.columnSums();
    for (int k = 0; k < centred.values.length; k++) {
      centred.values[k] -= sums[k % z.columns] / z.rows;
    }
    return centred;
  }

  double loss() {
    return weights.invariance() * invariance
        + weights.variance() * variance
        + weights.covariance() * covariance;
  }

  double invariance() {
    return invariance;
  }

  double variance() {
    return variance;
  }

  double covariance() {
    return covariance;
  }

  /** Of the loss with respect to X. */
  Matrix ofX() {
    return ofX;
  }

  /** Of the loss with respect to Y. */
  Matrix ofY() {
    return ofY;
  }
}
