package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;

/** Between a network's floats and the objective's doubles. */
public final class Widening {

  private Widening() {}

  /** A matrix of so many rows from a network's output. */
  public static Matrix matrix(float[] values, int rows) {
    Matrix out = new Matrix(rows, values.length / rows);
    for (int i = 0; i < values.length; i++) {
      out.values[i] = values[i];
    }
    return out;
  }

  /** Fills a gradient that a network takes. */
  public static void narrow(Matrix from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) from.values[i];
    }
  }
}
