package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;

/**
 * The rows of a matrix scaled to length 1, and the way back for gradients. Norms are floored at
 * 1e-8, so that a zero vector has cosine 0 with everything, and zero gradient.
 */
public final class UnitRows {

  public static final double FLOOR = 1e-8;

  public final Matrix unit;
  private final double[] inverseNorms;

  public UnitRows(Matrix matrix) {
    unit = matrix.copy();
    inverseNorms = matrix.norms();
    for (int i = 0; i < matrix.rows; i++) {
      double norm = inverseNorms[i];
      inverseNorms[i] = norm > FLOOR ? 1 / norm : 0;
      for (int j = 0; j < matrix.columns; j++) {
        unit.values[i * matrix.columns + j] /= Math.max(FLOOR, norm);
      }
    }
  }

  /** From the gradient with respect to the unit rows u to that of the rows: (g − (g·u)u)/norm. */
  public Matrix backward(Matrix gradient) {
    Matrix out = gradient.copy();
    int n = out.columns;
    for (int i = 0; i < out.rows; i++) {
      Matrix.addScaled(out.values, i * n, unit.values, i * n, n, -gradient.dot(i, unit, i));
      for (int j = i * n; j < (i + 1) * n; j++) {
        out.values[j] *= inverseNorms[i];
      }
    }
    return out;
  }
}
