package org.lvmmed.model.objective.redundancy;

import java.util.Map;
import org.lvmmed.model.linalg.Matrix;

/** C of Barlow Twins: F × F correlations between the values of two views' embeddings. */
final class CrossCorrelation {

  private final Matrix c;

  /**
   * @param first B × F, each column of mean 0 and variance 1
   * @param second likewise
   */
  CrossCorrelation(Matrix first, Matrix second) {
    c = first.transposedTimes(second);
    for (int k = 0; k < c.values.length; k++) {
      c.values[k] /= first.rows;
    }
  }

  private boolean onDiagonal(int k) {
    return k % (c.columns + 1) == 0;
  }

  double loss(double lambda) {
    double loss = 0;
    for (int k = 0; k < c.values.length; k++) {
      double v = c.values[k];
      loss += onDiagonal(k) ? (1 - v) * (1 - v) : lambda * v * v;
    }
    return loss;
  }

  /** Of the loss with respect to C. */
  Matrix gradient(double lambda) {
    Matrix gradient = new Matrix(c.rows, c.columns);
    for (int k = 0; k < c.values.length; k++) {
      double v = c.values[k];
      gradient.values[k] = onDiagonal(k) ? -2 * (1 - v) : 2 * lambda * v;
    }
    return gradient;
  }

  Map<String, Double> curves() {
    double diagonal = 0;
    double squares = 0;
    for (int k = 0; k < c.values.length; k++) {
      diagonal += onDiagonal(k) ? c.values[k] : 0;
      squares += onDiagonal(k) ? 0 : c.values[k] * c.values[k];
    }
    double others = Math.max(1, (double) c.rows * (c.rows - 1));
    return Map.of(
        BarlowTwinsKind.DIAGONAL,
        diagonal / c.rows,
        BarlowTwinsKind.REST,
        Math.sqrt(squares / others));
  }
}
