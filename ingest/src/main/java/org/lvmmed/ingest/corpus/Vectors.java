package org.lvmmed.ingest.corpus;

import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;

/** The little arithmetic of three-dimensional space that placing needs. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  static double[] times(double[] a, double factor) {
    return new double[] {a[0] * factor, a[1] * factor, a[2] * factor};
  }

  static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  static double[] normal(FrameGeometry frame) {
    return cross(frame.rowDirection(), frame.columnDirection());
  }

  /** How much of each of three vectors makes up another, by Cramer's rule. */
  static double[] components(double[] v, double[] a, double[] b, double[] c) {
    double whole = dot(a, cross(b, c));
    return new double[] {
      dot(v, cross(b, c)) / whole, dot(a, cross(v, c)) / whole, dot(a, cross(b, v)) / whole
    };
  }
}
