package org.lvmmed.model.probe;

/**
 * Dot products summed in double, in four interleaved sums: one sum would wait for each addition
 * before the next.
 */
final class DotProduct {

  private DotProduct() {}

  static double of(float[] a, float[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int d = 0;
    for (; d + 3 < a.length; d += 4) {
      s0 += (double) a[d] * b[d];
      s1 += (double) a[d + 1] * b[d + 1];
      s2 += (double) a[d + 2] * b[d + 2];
      s3 += (double) a[d + 3] * b[d + 3];
    }
    for (; d < a.length; d++) {
      s0 += (double) a[d] * b[d];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Σ a[d] b[offset + d]. */
  static double of(float[] a, double[] b, int offset) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int d = 0;
    for (; d + 3 < a.length; d += 4) {
      s0 += a[d] * b[offset + d];
      s1 += a[d + 1] * b[offset + d + 1];
      s2 += a[d + 2] * b[offset + d + 2];
      s3 += a[d + 3] * b[offset + d + 3];
    }
    for (; d < a.length; d++) {
      s0 += a[d] * b[offset + d];
    }
    return s0 + s1 + (s2 + s3);
  }
}
