package org.lvmmed.ingest.phantom;

import java.util.ArrayList;
import java.util.List;

/** One eye's disc, fovea, vessels and lesions. {@code side} is 1 where the disc lies right. */
final class Retina {
  private static final double[] BLOOD = {0.55, 0.3, 0.35};
  private static final double[] EXUDATE = {0.95, 0.85, 0.4};

  private final double[] ground;
  private final double discX;
  private final double discY;
  private final double disc;
  private final double cup;
  private final int side;
  private final List<Shape> vessels = new ArrayList<>();
  private final List<Shape> bleedings = new ArrayList<>();
  private final List<Shape> exudates = new ArrayList<>();

  Retina(Phantom.Patient patient, int side, Draws d) {
    this.side = side;
    double pigment = d.between(0.85, 1.1);
    ground = new double[] {0.78 * pigment, d.between(0.3, 0.42) * pigment, 0.14 * pigment};
    discX = side * d.between(0.38, 0.48);
    discY = d.between(-0.08, 0.08);
    disc = d.between(0.15, 0.19);
    boolean glaucoma = patient.is(Fundus.GLAUCOMA);
    cup = disc * (glaucoma ? d.between(0.72, 0.85) : d.between(0.25, 0.45));
    for (int k = 0; k < 4; k++) {
      arcade(d, k % 2 == 0 ? 1 : -1, k < 2);
    }
    if (patient.is(Fundus.RETINOPATHY)) {
      lesions(d);
    }
  }

  /** A main vessel leaves the disc up or down and bends around the fovea, or runs nasally. */
  private void arcade(Draws d, int vertical, boolean temporal) {
    double turn = temporal ? -side * vertical : side * vertical;
    for (int pair = 0; pair < 2; pair++) {
      double angle = vertical * Math.PI / 2 + turn * d.between(-0.3, 0.1);
      double bend = turn * (temporal ? d.between(0.11, 0.15) : d.between(0.08, 0.14));
      grow(d, discX, discY, angle, -bend, d.between(0.018, 0.026), 14);
    }
  }

  private void grow(
      Draws d, double x, double y, double angle, double bend, double radius, int steps) {
    double px = x;
    double py = y;
    double a = angle;
    double r = radius;
    for (int k = 0; k < steps && r > 0.005; k++) {
      double nx = px + 0.1 * StrictMath.cos(a);
      double ny = py + 0.1 * StrictMath.sin(a);
      vessels.add(Shape.capsule(px, py, nx, ny, r));
      px = nx;
      py = ny;
      a += bend + d.normal(0, 0.12);
      r *= 0.94;
      if (k > 1 && d.chance(0.3)) {
        grow(d, px, py, a + d.sign() * d.between(0.5, 0.9), 0, 0.65 * r, steps - k - 2);
      }
    }
  }

  private void lesions(Draws d) {
    for (int i = 0; i < 26; i++) {
      double x = d.between(-0.75, 0.75);
      double y = d.between(-0.75, 0.75);
      double r = d.between(0.02, 0.055);
      bleedings.add(Ellipse.smooth(x, y, r, r * d.between(0.7, 1.4), 0).wavering(0.3, 3, d));
    }
    double cx = d.between(-0.4, 0.4);
    double cy = d.between(-0.4, 0.4);
    for (int i = 0; i < 20; i++) {
      double r = d.between(0.012, 0.035);
      exudates.add(Shape.disc(d.normal(cx, 0.2), d.normal(cy, 0.2), r));
    }
  }

  ColourPlane paint(ColourPlane picture) {
    picture.paint(Shape.disc(0, 0, 4), ground);
    picture.tint(Shape.disc(-side * 0.15, 0.03, 0.17), new double[] {0.72, 0.6, 0.6}, 0.3);
    picture.paint(
        Shape.ellipse(discX, discY, 0.92 * disc, disc, 0), new double[] {0.95, 0.72, 0.4});
    picture.paint(Shape.ellipse(discX, discY, 0.9 * cup, cup, 0), new double[] {1, 0.93, 0.75});
    picture.tint(Shape.union(vessels), new double[] {0.66, 0.42, 0.5}, 0.02);
    bleedings.forEach(blot -> picture.tint(blot, BLOOD, 0.03));
    exudates.forEach(spot -> picture.paint(spot, EXUDATE));
    return picture;
  }
}
