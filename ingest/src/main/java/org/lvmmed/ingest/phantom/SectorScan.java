package org.lvmmed.ingest.phantom;

/**
 * A curved ultrasound probe: beams fan out from a centre above the picture. Speckle comes about as
 * it does in the machine, as the magnitude of scattered waves smeared by the pulse, whose width
 * across the beam exceeds its length.
 *
 * @param radius of the probe's surface
 * @param opening half the angle between the outermost beams, in radians
 * @param depth to which echoes are recorded
 * @param range of the logarithmic compression, in decibels
 */
record SectorScan(double radius, double opening, double depth, double range, double gain) {
  private static final double TOP = -0.93;

  static SectorScan draw(Draws d) {
    return new SectorScan(
        d.between(0.9, 1.5),
        d.between(0.46, 0.56),
        d.between(1.7, 1.84),
        d.between(40, 52),
        d.between(-4, 4));
  }

  Plane image(int size, BreastTissue tissue, Draws draws) {
    int rows = 3 * size / 2;
    int beams = 5 * size / 4;
    double[] echo = echoes(rows, beams, tissue, draws);
    Plane plane = new Plane(size, Pose.CENTRED, 0);
    double[] v = plane.values();
    plane.forEach((i, x, y) -> v[i] = Math.max(0, sample(echo, rows, beams, x, y)));
    return plane;
  }

  Plane mask(int size, Shape mass) {
    Plane plane = new Plane(size, Pose.CENTRED, 0);
    plane.mark(mass.and((x, y) -> inside(x, y) ? 1 : -1), 1);
    return plane;
  }

  private double[] echoes(int rows, int beams, BreastTissue tissue, Draws draws) {
    double[] real = new double[rows * beams];
    double[] imaginary = new double[rows * beams];
    for (int i = 0; i < real.length; i++) {
      double r = radius + depth * (i / beams) / rows;
      double angle = opening * (2.0 * (i % beams) / (beams - 1) - 1);
      double x = r * StrictMath.sin(angle);
      double y = TOP - radius + r * StrictMath.cos(angle);
      double amplitude = tissue.echo(x, y) * tissue.shadow(x, y, TOP - radius);
      real[i] = amplitude * draws.normal(0, 1);
      imaginary[i] = amplitude * draws.normal(0, 1);
    }
    double grain = beams / 96.0;
    Field.blur(real, rows, beams, 0.9 * grain, 1.7 * grain);
    Field.blur(imaginary, rows, beams, 0.9 * grain, 1.7 * grain);
    for (int i = 0; i < real.length; i++) {
      real[i] = compress(Shape.length(real[i], imaginary[i]));
    }
    return real;
  }

  private double compress(double magnitude) {
    double decibels = 20 * StrictMath.log10(magnitude + 1e-9) + 22 + gain;
    return 0.85 + (decibels - 12) / range;
  }

  private boolean inside(double x, double y) {
    double r = Shape.length(x, y - TOP + radius);
    double angle = StrictMath.atan2(x, y - TOP + radius);
    return r >= radius && r < radius + depth && Math.abs(angle) <= opening;
  }

  private double sample(double[] echo, int rows, int beams, double x, double y) {
    if (!inside(x, y)) {
      return 0;
    }
    double r = (Shape.length(x, y - TOP + radius) - radius) / depth * rows;
    double b = (StrictMath.atan2(x, y - TOP + radius) / opening + 1) / 2 * (beams - 1);
    int r0 = Math.min(rows - 2, (int) r);
    int b0 = Math.min(beams - 2, (int) b);
    double fr = Math.min(1, r - r0);
    double fb = Math.min(1, b - b0);
    int at = r0 * beams + b0;
    double upper = echo[at] * (1 - fb) + echo[at + 1] * fb;
    double lower = echo[at + beams] * (1 - fb) + echo[at + beams + 1] * fb;
    return upper * (1 - fr) + lower * fr;
  }
}
