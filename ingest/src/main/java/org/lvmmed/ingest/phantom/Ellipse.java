package org.lvmmed.ingest.phantom;

/**
 * An ellipse whose outline may waver, as organs do: its radius is multiplied by 1 + Σ aₖ sin(kφ +
 * pₖ) for k = 2, 3, ….
 */
record Ellipse(
    double x,
    double y,
    double rx,
    double ry,
    double cos,
    double sin,
    double[] waves,
    double[] phases)
    implements Shape {

  static Ellipse smooth(double x, double y, double rx, double ry, double angle) {
    return new Ellipse(
        x, y, rx, ry, StrictMath.cos(angle), StrictMath.sin(angle), new double[0], new double[0]);
  }

  /** The same ellipse with an outline that wavers by about {@code amount} of its radius. */
  Ellipse wavering(double amount, int harmonics, Draws draws) {
    double[] a = new double[harmonics];
    double[] p = new double[harmonics];
    for (int k = 0; k < harmonics; k++) {
      a[k] = draws.between(0, 2 * amount / harmonics);
      p[k] = draws.between(0, 2 * Math.PI);
    }
    return new Ellipse(x, y, rx, ry, cos, sin, a, p);
  }

  /** The cross-section at height {@code z} of the ellipsoid that has this ellipse at {@code z0}. */
  Shape at(double z, double z0, double rz) {
    double h = (z - z0) / rz;
    if (Math.abs(h) >= 1) {
      return NOWHERE;
    }
    double s = Math.sqrt(1 - h * h);
    return new Ellipse(x, y, rx * s, ry * s, cos, sin, waves, phases);
  }

  @Override
  public double depth(double px, double py) {
    double u = (cos * (px - x) + sin * (py - y)) / rx;
    double v = (cos * (py - y) - sin * (px - x)) / ry;
    double rho = Shape.length(u, v);
    if (rho < 1e-6) {
      return Math.min(rx, ry);
    }
    double slope = Shape.length(u / rx, v / ry) / rho;
    return (waver(rho, u, v) - rho) / slope;
  }

  @Override
  public Circle bounds() {
    double longest = Math.max(rx, ry);
    for (double wave : waves) {
      longest += wave * Math.max(rx, ry);
    }
    return new Circle(x, y, longest);
  }

  /** The factor on the radius in the direction of (u, v), worked out near the rim alone. */
  private double waver(double rho, double u, double v) {
    if (waves.length == 0 || rho < 0.5 || rho > 2) {
      return 1;
    }
    double phi = StrictMath.atan2(v, u);
    double factor = 1;
    for (int k = 0; k < waves.length; k++) {
      factor += waves[k] * StrictMath.sin((k + 2) * phi + phases[k]);
    }
    return factor;
  }
}
