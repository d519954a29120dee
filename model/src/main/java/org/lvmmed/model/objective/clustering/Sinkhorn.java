package org.lvmmed.model.objective.clustering;

import org.lvmmed.model.linalg.Matrix;

/**
 * Codes of views: soft assignments to prototypes that share out the batch equally (Cuturi, NeurIPS
 * 2013; Caron et al., NeurIPS 2020, equation 4).
 */
final class Sinkhorn {

  private Sinkhorn() {}

  /**
   * exp(scores / ε), scaled in turns so that every prototype gets the same share of the batch and
   * every view is shared out whole.
   *
   * @param scores N × K
   * @return N × K, each row of sum 1
   */
  static Matrix codes(Matrix scores, double epsilon, int iterations) {
    Matrix codes = exponentials(scores, epsilon);
    for (int i = 0; i < iterations; i++) {
      shareOutPrototypes(codes);
      shareOutViews(codes);
    }
    return codes;
  }

  /** By the largest of all, so that none overflows. */
  private static Matrix exponentials(Matrix scores, double epsilon) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores.values) {
      largest = Math.max(largest, score);
    }
    Matrix out = scores.copy();
    for (int k = 0; k < out.values.length; k++) {
      out.values[k] = Math.exp((out.values[k] - largest) / epsilon);
    }
    return out;
  }

  private static void shareOutPrototypes(Matrix codes) {
    double[] sums = codes.columnSums();
    for (int k = 0; k < codes.values.length; k++) {
      double sum = sums[k % codes.columns];
      codes.values[k] = sum > 0 ? codes.values[k] / sum : 0;
    }
  }

  private static void shareOutViews(Matrix codes) {
    for (int i = 0; i < codes.rows; i++) {
      double sum = 0;
      for (int k = i * codes.columns; k < (i + 1) * codes.columns; k++) {
        sum += codes.values[k];
      }
      for (int k = i * codes.columns; k < (i + 1) * codes.columns; k++) {
        codes.values[k] = sum > 0 ? codes.values[k] / sum : 1.0 / codes.columns;
      }
    }
  }
}
