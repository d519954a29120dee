package org.lvmmed.model.objective;

import java.util.Arrays;
import org.lvmmed.model.linalg.Matrix;

/** Plain arithmetic on arrays, for losses that tests write out again. */
public final class Vectors {

  private Vectors() {}

  public static double cosine(double[] a, double[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  public static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  /** Rows of a length. */
  public static double[][] rows(double[] values, int width) {
    double[][] rows = new double[values.length / width][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * width, (i + 1) * width));
    return rows;
  }

  public static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  public static Matrix matrix(double[][] rows) {
    return new Matrix(rows.length, rows[0].length, flat(rows));
  }
}
