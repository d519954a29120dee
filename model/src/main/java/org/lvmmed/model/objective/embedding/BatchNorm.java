package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;

/** Normalisation of each column by its mean and biased variance over the rows; no affine part. */
public final class BatchNorm {

  private static final double EPSILON = 1e-5;

  public final Matrix output;
  private final double[] inverseStd;

  public BatchNorm(Matrix x) {
    output = x.copy();
    inverseStd = new double[x.columns];
    double[] means = x.columnSums();
    for (int j = 0; j < x.columns; j++) {
      normalise(j, means[j] / x.rows);
    }
  }

  private void normalise(int column, double mean) {
    double[] v = output.values;
    double squares = 0;
    for (int i = column; i < v.length; i += output.columns) {
      v[i] -= mean;
      squares += v[i] * v[i];
    }
    inverseStd[column] = 1 / Math.sqrt(squares / output.rows + EPSILON);
    for (int i = column; i < v.length; i += output.columns) {
      v[i] *= inverseStd[column];
    }
  }

  /** (g − mean(g) − x̂·mean(g·x̂))/σ by column (Ioffe and Szegedy, 2015). */
  public Matrix backward(Matrix gradient) {
    Matrix out = gradient.copy();
    for (int j = 0; j < out.columns; j++) {
      double sum = 0;
      double product = 0;
      for (int i = j; i < out.values.length; i += out.columns) {
        sum += gradient.values[i];
        product += gradient.values[i] * output.values[i];
      }
      for (int i = j; i < out.values.length; i += out.columns) {
        double centred = out.values[i] - (sum + output.values[i] * product) / out.rows;
        out.values[i] = centred * inverseStd[j];
      }
    }
    return out;
  }
}
