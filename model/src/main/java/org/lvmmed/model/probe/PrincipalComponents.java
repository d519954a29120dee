package org.lvmmed.model.probe;

import java.util.SplittableRandom;

/**
 * The first principal components of a feature matrix by orthogonal iteration on the covariance,
 * which is never formed: O(iterations × rows × dimensions × components). Deterministic; the sign of
 * a component is such that its loading of largest magnitude is positive.
 */
public final class PrincipalComponents {

  private static final int ITERATIONS = 60;

  private final double[] mean;
  private final double[][] axes;

  private PrincipalComponents(double[] mean, double[][] axes) {
    this.mean = mean;
    this.axes = axes;
  }

  /**
   * @param rows images × dimensions; not empty
   * @param components how many; dimensions that the rows do not span give zero coordinates
   */
  public static PrincipalComponents of(float[][] rows, int components) {
    double[] mean = mean(rows);
    double[][] axes = start(components, mean.length);
    for (int i = 0; i < ITERATIONS; i++) {
      axes = orthonormal(covarianceTimes(rows, mean, axes));
    }
    for (double[] axis : axes) {
      fixSign(axis);
    }
    return new PrincipalComponents(mean, axes);
  }

  /** Coordinates along the components. */
  public double[] project(float[] row) {
    double[] coordinates = new double[axes.length];
    for (int c = 0; c < axes.length; c++) {
      coordinates[c] = along(row, mean, axes[c]);
    }
    return coordinates;
  }

  private static double[] mean(float[][] rows) {
    double[] mean = new double[rows[0].length];
    for (float[] row : rows) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += row[d] / (double) rows.length;
      }
    }
    return mean;
  }

  private static double[][] start(int components, int dimensions) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] axes = new double[components][dimensions];
    for (double[] axis : axes) {
      for (int d = 0; d < dimensions; d++) {
        axis[d] = random.nextDouble() - 0.5;
      }
    }
    return orthonormal(axes);
  }

  private static double[][] covarianceTimes(float[][] rows, double[] mean, double[][] axes) {
    double[][] products = new double[axes.length][mean.length];
    for (float[] row : rows) {
      for (int c = 0; c < axes.length; c++) {
        double length = along(row, mean, axes[c]) / rows.length;
        for (int d = 0; d < mean.length; d++) {
          products[c][d] += length * (row[d] - mean[d]);
        }
      }
    }
    return products;
  }

  private static double along(float[] row, double[] mean, double[] axis) {
    double sum = 0;
    for (int d = 0; d < axis.length; d++) {
      sum += (row[d] - mean[d]) * axis[d];
    }
    return sum;
  }

  /** Gram-Schmidt; what is left of a dependent axis becomes zero. */
  private static double[][] orthonormal(double[][] axes) {
    for (int c = 0; c < axes.length; c++) {
      double before = Math.sqrt(dot(axes[c], axes[c]));
      for (int e = 0; e < c; e++) {
        subtract(axes[c], dot(axes[c], axes[e]), axes[e]);
      }
      double length = Math.sqrt(dot(axes[c], axes[c]));
      double scale = length > 1e-9 * before ? 1 / length : 0;
      for (int d = 0; d < axes[c].length; d++) {
        axes[c][d] *= scale;
      }
    }
    return axes;
  }

  private static void subtract(double[] from, double factor, double[] values) {
    for (int d = 0; d < from.length; d++) {
      from[d] -= factor * values[d];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  private static void fixSign(double[] axis) {
    double largest = 0;
    for (double value : axis) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    if (largest < 0) {
      for (int d = 0; d < axis.length; d++) {
        axis[d] = -axis[d];
      }
    }
  }
}
