package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;

/**
 * Cross-entropy of softmax(scores / τ) against target distributions that take no gradient, mean
 * over the rows.
 */
public final class Prediction {

  private final Matrix gradient;
  private double loss;

  /**
   * @param scores N × K
   * @param targets N × K, each row of sum 1
   */
  public Prediction(Matrix scores, Matrix targets, double temperature) {
    gradient = Softmax.rows(scores, temperature);
    int n = scores.columns;
    for (int i = 0; i < scores.rows; i++) {
      double normaliser = logSum(scores, i, temperature);
      for (int k = i * n; k < (i + 1) * n; k++) {
        loss -= targets.values[k] * (scores.values[k] / temperature - normaliser) / scores.rows;
        gradient.values[k] = (gradient.values[k] - targets.values[k]) / (temperature * scores.rows);
      }
    }
  }

  private static double logSum(Matrix scores, int row, double temperature) {
    int n = scores.columns;
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = row * n; k < (row + 1) * n; k++) {
      largest = Math.max(largest, scores.values[k]);
    }
    double sum = 0;
    for (int k = row * n; k < (row + 1) * n; k++) {
      sum += Math.exp((scores.values[k] - largest) / temperature);
    }
    return largest / temperature + Math.log(sum);
  }

  public double loss() {
    return loss;
  }

  /** With respect to the scores. */
  public Matrix gradient() {
    return gradient;
  }
}
