package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;

/** Between a network's floats and the objective's doubles. */
public final class Widening {

  private Widening() {}

  /** A matrix of so many rows from a network's output. */
  public static Matrix matrix(float[] values, int rows) {
    return new Matrix(rows, values.length / rows, doubles(values));
  }

  public static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  public static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  /** What a network takes. */
  public static float[] floats(Matrix matrix) {
    return floats(matrix.values);
  }
}
