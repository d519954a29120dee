package org.lvmmed.model.objective.matching;

import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.embedding.UnitRows;

/** Cosines of each row of one matrix with each row of another, with gradient. */
final class CosineMatrix {

  final Matrix values;
  private final UnitRows left;
  private final UnitRows right;

  CosineMatrix(Matrix a, Matrix b) {
    left = new UnitRows(a);
    right = new UnitRows(b);
    values = left.unit.timesTransposed(right.unit);
  }

  /**
   * Adds the gradients of Σ weights ∘ cosines to those of the two matrices. Matchings differ in few
   * pairs, so most weights are zero.
   */
  void backward(Matrix weights, Matrix leftGradient, Matrix rightGradient) {
    int n = left.unit.columns;
    Matrix da = new Matrix(left.unit.rows, n);
    Matrix db = new Matrix(right.unit.rows, n);
    for (int i = 0; i < weights.rows; i++) {
      for (int j = 0; j < weights.columns; j++) {
        double w = weights.values[i * weights.columns + j];
        if (w != 0) {
          Matrix.addScaled(da.values, i * n, right.unit.values, j * n, n, w);
          Matrix.addScaled(db.values, j * n, left.unit.values, i * n, n, w);
        }
      }
    }
    leftGradient.add(left.backward(da));
    rightGradient.add(right.backward(db));
  }
}
