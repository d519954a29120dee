package org.lvmmed.model.linalg;

import java.util.Arrays;

/** A dense matrix of doubles, row-major, with the few operations that the objective needs. */
public final class Matrix {

  public final int rows;
  public final int columns;
  public final double[] values;

  public Matrix(int rows, int columns) {
    this(rows, columns, new double[rows * columns]);
  }

  public Matrix(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** A·B. */
  public Matrix times(Matrix b) {
    Matrix c = new Matrix(rows, b.columns);
    for (int i = 0; i < rows; i++) {
      combine(values, i * columns, 1, columns, b, c.values, i * b.columns);
    }
    return c;
  }

  /** Aᵀ·B. */
  public Matrix transposedTimes(Matrix b) {
    Matrix c = new Matrix(columns, b.columns);
    for (int i = 0; i < columns; i++) {
      combine(values, i, columns, rows, b, c.values, i * b.columns);
    }
    return c;
  }

  /** A·Bᵀ. */
  public Matrix timesTransposed(Matrix b) {
    return times(b.transposed());
  }

  /**
   * Adds Σ_k weight_k · row_k(b) to a row of the result. Four rows at a time: the compiler makes
   * vector instructions of sums over columns, not of dot products.
   */
  private static void combine(
      double[] weights, int start, int stride, int count, Matrix b, double[] out, int offset) {
    int n = b.columns;
    double[] v = b.values;
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      int at = start + k * stride;
      double w0 = weights[at];
      double w1 = weights[at + stride];
      double w2 = weights[at + 2 * stride];
      double w3 = weights[at + 3 * stride];
      int r = k * n;
      for (int j = 0; j < n; j++) {
        out[offset + j] +=
            w0 * v[r + j] + w1 * v[r + n + j] + w2 * v[r + 2 * n + j] + w3 * v[r + 3 * n + j];
      }
    }
    for (; k < count; k++) {
      addScaled(out, offset, v, k * n, n, weights[start + k * stride]);
    }
  }

  public static void addScaled(
      double[] out, int to, double[] in, int from, int count, double weight) {
    for (int j = 0; j < count; j++) {
      out[to + j] += weight * in[from + j];
    }
  }

  public Matrix transposed() {
    Matrix t = new Matrix(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        t.values[j * rows + i] = values[i * columns + j];
      }
    }
    return t;
  }

  /** A + B in place. */
  public Matrix add(Matrix b) {
    for (int i = 0; i < values.length; i++) {
      values[i] += b.values[i];
    }
    return this;
  }

  /** max(A, 0). */
  public Matrix rectified() {
    Matrix r = copy();
    for (int i = 0; i < values.length; i++) {
      r.values[i] = Math.max(0, values[i]);
    }
    return r;
  }

  /** Zeros this gradient, in place, where the rectified activation is zero. */
  public Matrix whereActive(Matrix rectified) {
    for (int i = 0; i < values.length; i++) {
      values[i] = rectified.values[i] > 0 ? values[i] : 0;
    }
    return this;
  }

  public Matrix copy() {
    return new Matrix(rows, columns, values.clone());
  }

  /** The chosen rows, in their order (a copy). */
  public Matrix select(int[] chosen) {
    Matrix s = new Matrix(chosen.length, columns);
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(values, chosen[i] * columns, s.values, i * columns, columns);
    }
    return s;
  }

  /** Adds the rows of {@code part} to the chosen rows of this one. */
  public void addRows(int[] chosen, Matrix part) {
    for (int i = 0; i < chosen.length; i++) {
      addScaled(values, chosen[i] * columns, part.values, i * columns, columns, 1);
    }
  }

  /** Sums over each column. */
  public double[] columnSums() {
    double[] sums = new double[columns];
    for (int i = 0; i < rows; i++) {
      addScaled(sums, 0, values, i * columns, columns, 1);
    }
    return sums;
  }

  public double dot(int row, Matrix other, int otherRow) {
    double sum = 0;
    for (int j = 0; j < columns; j++) {
      sum += values[row * columns + j] * other.values[otherRow * columns + j];
    }
    return sum;
  }

  /** Euclidean norms of the rows. */
  public double[] norms() {
    double[] norms = new double[rows];
    Arrays.setAll(norms, i -> Math.sqrt(dot(i, this, i)));
    return norms;
  }
}
