package org.lvmmed.ingest.phantom;

import java.util.ArrayList;
import java.util.List;

/** What lies in the way of the rays in one chest, as seen from the front. */
final class ChestAnatomy {
  private final Phantom.Patient patient;
  private final double width;
  private final double diaphragm;
  private final double lung;
  private final Ellipse heart;
  private final Ellipse knob;
  private final int effusionSide;
  private final double effusionLevel;
  private final List<Shape> nodules = new ArrayList<>();
  private final List<Shape> markings = new ArrayList<>();

  ChestAnatomy(Phantom.Patient patient, Draws d) {
    this.patient = patient;
    width = d.between(0.92, 1.08);
    diaphragm = d.between(0.5, 0.62);
    lung = d.between(0.34, 0.42);
    boolean large = patient.is(ChestXray.CARDIOMEGALY);
    double rx = large ? d.between(0.42, 0.52) : d.between(0.21, 0.27);
    double ry = large ? d.between(0.3, 0.36) : d.between(0.22, 0.28);
    heart =
        Ellipse.smooth(
                large ? 0.12 : 0.1, diaphragm - 0.14 - 0.3 * ry, rx, ry, d.between(0.35, 0.6))
            .wavering(0.04, 3, d);
    knob = Ellipse.smooth(0.13, -0.25, d.between(0.06, 0.09), 0.09, 0);
    effusionSide = d.sign();
    effusionLevel = diaphragm - d.between(0.35, 0.6);
    if (patient.is(ChestXray.NODULES)) {
      nodules(d);
    }
    vessels(d);
  }

  Shape heart() {
    return heart;
  }

  List<Shape> nodules() {
    return nodules;
  }

  private void nodules(Draws d) {
    for (int i = 0; i < 5 + d.below(5); i++) {
      double x = d.sign() * d.between(0.3, 0.55) * width;
      double r = d.between(0.06, 0.11);
      nodules.add(
          Ellipse.smooth(x, d.between(-0.5, 0.3), r, r * d.between(0.85, 1.15), 0)
              .wavering(0.12, 4, d));
    }
  }

  /** Vessels that fan out from each hilum and thin towards the rim of the lung. */
  private void vessels(Draws d) {
    for (int i = 0; i < 22; i++) {
      int side = i % 2 == 0 ? 1 : -1;
      double x = side * 0.2;
      double y = d.between(-0.1, 0.1);
      double angle = d.between(-1.25, 1.25);
      double radius = d.between(0.011, 0.02);
      for (int k = 0; k < 4; k++) {
        double x1 = x + side * 0.12 * StrictMath.cos(angle);
        double y1 = y + 0.13 * StrictMath.sin(angle);
        markings.add(Shape.capsule(x, y, x1, y1, radius));
        x = x1;
        y = y1;
        angle += d.between(-0.35, 0.35);
        radius *= 0.72;
      }
    }
  }

  /** Sums what the rays meet; {@code d} draws the breath of this picture. */
  Plane project(Plane plane, Draws d) {
    double breath = d.between(-0.04, 0.04);
    Shape lungs = lung(1, breath).or(lung(-1, breath));
    plane.add(torso(), 0.62, 0.1);
    plane.add(lungs, -lung, 0.06);
    plane.add(lungs.and(Shape.union(markings)), 0.08, 0.02);
    plane.add(lungs.rim(0.015), 0.03, 0.02);
    mediastinum(plane);
    bones(plane);
    nodules.forEach(nodule -> plane.add(nodule, 0.24, 0.04));
    if (patient.is(ChestXray.EFFUSION)) {
      plane.add(fluid().and(lung(effusionSide, breath).grownBy(0.02)), 0.9 * lung, 0.06);
    }
    collimate(plane, d);
    return plane;
  }

  private Shape torso() {
    Shape chest = Shape.ellipse(0, 0.25, 0.88 * width, 1.15, 0);
    Shape shoulders = Shape.ellipse(0, -0.45, 1.1 * width, 0.33, 0);
    return chest.or(shoulders).or(Shape.capsule(0, -1.1, 0, -0.6, 0.24)).or(Shape.below(0.75));
  }

  private Shape lung(int side, double breath) {
    double x = side * 0.4 * width;
    Shape outline =
        Shape.ellipse(x, 0.1, 0.31 * width, 0.86, side * 0.1)
            .minus(Shape.disc(-side * 0.5, 0, 0.57));
    double low = diaphragm + breath + (side < 0 ? -0.04 : 0);
    Shape dome = Shape.ellipse(x, low + 0.45, 0.5, 0.5, side * 0.1);
    return outline.minus(dome);
  }

  /** Fluid collects at the base and climbs along the chest wall. */
  private Shape fluid() {
    return (x, y) -> {
      double outward = Math.max(0, effusionSide * x - 0.35 * width);
      return y - effusionLevel + 1.6 * outward * outward + 0.5 * outward;
    };
  }

  private void mediastinum(Plane plane) {
    plane.add(Shape.ellipse(0, -0.1, 0.15, 0.85, 0), 0.16, 0.1);
    plane.add(heart, 0.27, 0.06);
    plane.add(knob, 0.12, 0.05);
    plane.add(Shape.capsule(0, -1, 0.01, -0.35, 0.045), -0.13, 0.04);
    for (int k = 0; k < 11; k++) {
      plane.add(Shape.ellipse(0, -0.9 + 0.17 * k, 0.085, 0.06, 0), 0.07, 0.05);
    }
  }

  private void bones(Plane plane) {
    for (int side = -1; side <= 1; side += 2) {
      for (int k = 0; k < 8; k++) {
        plane.add(rib(side, -0.62 + 0.165 * k, 0.3 + 0.045 * k), 0.085, 0.025);
      }
      Shape clavicle =
          Shape.capsule(side * 0.08, -0.6, side * 0.36, -0.68, 0.03)
              .or(Shape.capsule(side * 0.36, -0.68, side * 0.75, -0.8, 0.03));
      plane.add(clavicle, 0.15, 0.03);
      plane.add(Shape.ellipse(side * 0.82, -0.45, 0.13, 0.3, side * 0.25), 0.08, 0.08);
    }
  }

  /** A rib leaves the spine, runs outwards and turns down along the wall. */
  private Shape rib(int side, double y, double drop) {
    double reach = (0.58 + 0.1 * (y + 0.6)) * width;
    Shape arc =
        Shape.ellipse(side * 0.12, y + drop * 0.55, reach, drop * 0.6, side * 0.12).rim(0.035);
    return arc.and((px, py) -> side * px - 0.06);
  }

  private static void collimate(Plane plane, Draws d) {
    double right = d.between(0.93, 1.1);
    double low = d.between(0.93, 1.1);
    double[] v = plane.values();
    plane.forEach((i, x, y) -> v[i] *= Math.abs(x) > right || Math.abs(y) > low ? 0.05 : 1);
    plane.paint(Shape.capsule(0.84, -0.9, 0.84, -0.8, 0.012), 0.95);
    plane.paint(Shape.capsule(0.84, -0.8, 0.89, -0.8, 0.012), 0.95);
  }
}
