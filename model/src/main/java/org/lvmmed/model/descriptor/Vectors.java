package org.lvmmed.model.descriptor;

/** Arithmetic on rows inside larger arrays; sums in double. */
final class Vectors {

  private static final double FLOOR = 1e-8;

  private Vectors() {}

  /** Dot product in four interleaved sums: one sum would wait for each addition before the next. */
  static double dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int d = 0;
    for (; d + 3 < length; d += 4) {
      s0 += (double) a[aOffset + d] * b[bOffset + d];
      s1 += (double) a[aOffset + d + 1] * b[bOffset + d + 1];
      s2 += (double) a[aOffset + d + 2] * b[bOffset + d + 2];
      s3 += (double) a[aOffset + d + 3] * b[bOffset + d + 3];
    }
    for (; d < length; d++) {
      s0 += (double) a[aOffset + d] * b[bOffset + d];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Scales a row to unit length; zeros stay zeros. */
  static void normalise(float[] values, int offset, int length) {
    double norm = Math.sqrt(dot(values, offset, values, offset, length));
    scale(values, offset, length, 1 / Math.max(norm, FLOOR));
  }

  static void normaliseRows(float[] values, int length) {
    for (int offset = 0; offset < values.length; offset += length) {
      normalise(values, offset, length);
    }
  }

  static void scale(float[] values, int offset, int length, double factor) {
    for (int d = 0; d < length; d++) {
      values[offset + d] *= (float) factor;
    }
  }
}
