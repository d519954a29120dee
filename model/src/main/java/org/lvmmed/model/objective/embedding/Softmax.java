package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;

/** Distributions over the columns of a matrix, one a row. */
public final class Softmax {

  private Softmax() {}

  /** exp(a_ij / τ) / Σ_k exp(a_ik / τ). */
  public static Matrix rows(Matrix scores, double temperature) {
    Matrix out = scores.copy();
    int n = out.columns;
    for (int i = 0; i < out.rows; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = i * n; j < (i + 1) * n; j++) {
        largest = Math.max(largest, out.values[j]);
      }
      double sum = 0;
      for (int j = i * n; j < (i + 1) * n; j++) {
        out.values[j] = Math.exp((out.values[j] - largest) / temperature);
        sum += out.values[j];
      }
      for (int j = i * n; j < (i + 1) * n; j++) {
        out.values[j] /= sum;
      }
    }
    return out;
  }

  /** −Σ_j p_j log p_j of a row; of 0 it is 0. */
  public static double entropy(Matrix distributions, int row) {
    double entropy = 0;
    int n = distributions.columns;
    for (int j = row * n; j < (row + 1) * n; j++) {
      double p = distributions.values[j];
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return entropy;
  }

  /** Mean entropy of the rows as a share of the largest there is, log of the columns. */
  public static double meanEntropy(Matrix distributions) {
    double sum = 0;
    for (int i = 0; i < distributions.rows; i++) {
      sum += entropy(distributions, i);
    }
    return distributions.columns == 1
        ? 0
        : sum / distributions.rows / Math.log(distributions.columns);
  }

  /** The mean of the rows, as one row. */
  public static Matrix mean(Matrix distributions) {
    double[] sums = distributions.columnSums();
    for (int j = 0; j < sums.length; j++) {
      sums[j] /= distributions.rows;
    }
    return new Matrix(1, sums.length, sums);
  }
}
