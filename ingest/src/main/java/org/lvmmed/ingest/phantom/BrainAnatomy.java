package org.lvmmed.ingest.phantom;

import java.util.ArrayList;
import java.util.List;

/** The axial slices of one head, at heights from -0.45 to 0.45. */
final class BrainAnatomy {

  /** Signal of each tissue. */
  private record Weighting(double fat, double bone, double csf, double grey, double white) {
    static final Weighting T1 = new Weighting(0.95, 0.06, 0.18, 0.5, 0.78);
    static final Weighting T2 = new Weighting(0.6, 0.05, 0.95, 0.6, 0.4);
  }

  private record Fold(Shape groove, Shape bank) {}

  private final Weighting signal;
  private final Ellipse head;
  private final double scalp;
  private final double cortex;
  private final double ventricle;
  private final double subarachnoid;
  private final List<Fold> folds = new ArrayList<>();
  private final boolean tumour;
  private final Ellipse mass;
  private final double massHeight;

  BrainAnatomy(Phantom.Patient patient, Draws d) {
    boolean atrophy = patient.is(BrainMri.ATROPHY);
    boolean hydrocephalus = patient.is(BrainMri.HYDROCEPHALUS);
    signal = d.chance(0.85) ? Weighting.T1 : Weighting.T2;
    head =
        Ellipse.smooth(0, 0, d.between(0.64, 0.74), d.between(0.82, 0.9), 0).wavering(0.02, 3, d);
    scalp = d.between(0.05, 0.09);
    cortex = d.between(0.06, 0.08) * (atrophy ? 0.8 : 1);
    subarachnoid = atrophy ? d.between(0.06, 0.09) : d.between(0.015, 0.03);
    ventricle = hydrocephalus ? d.between(0.11, 0.16) : d.between(0.028, 0.045);
    tumour = patient.is(BrainMri.TUMOUR);
    for (int k = 0; k < 26; k++) {
      folds.add(fold(d, 2 * Math.PI * (k + d.between(-0.3, 0.3)) / 26, atrophy));
    }
    double size = d.between(0.18, 0.26);
    double phi = d.between(0, 2 * Math.PI);
    double x = 0.34 * StrictMath.cos(phi);
    double y = 0.42 * StrictMath.sin(phi);
    mass = Ellipse.smooth(x, y, size, size * d.between(0.75, 1.3), 0).wavering(0.3, 4, d);
    massHeight = d.between(-0.15, 0.15);
  }

  private Fold fold(Draws d, double phi, boolean atrophy) {
    double depth = d.between(0.1, 0.26);
    double width = atrophy ? d.between(0.026, 0.04) : d.between(0.006, 0.011);
    double turn = phi + d.between(-0.25, 0.25);
    double outer = 1 - (scalp + 0.07) / head.rx();
    double x0 = outer * head.rx() * StrictMath.cos(phi);
    double y0 = outer * head.ry() * StrictMath.sin(phi);
    double x1 = x0 - depth * StrictMath.cos(turn);
    double y1 = y0 - depth * StrictMath.sin(turn);
    return new Fold(
        Shape.capsule(x0, y0, x1, y1, width), Shape.capsule(x0, y0, x1, y1, width + cortex * 0.75));
  }

  Plane slice(Plane plane, double z) {
    Shape brain = skull(plane, z);
    hemispheres(plane, brain);
    nuclei(plane, z);
    ventricles(plane, z);
    if (tumour) {
      paintTumour(plane, brain, z);
    }
    return plane;
  }

  /** Scalp, skull and the space around the brain; returns the brain's outline. */
  private Shape skull(Plane plane, double z) {
    Shape outline = head.at(z, -0.1, 1.1);
    plane.paint(outline, 0.7 * signal.fat);
    plane.paint(outline.grownBy(-0.02), signal.fat);
    plane.paint(outline.grownBy(-scalp), signal.bone);
    plane.paint(outline.grownBy(-scalp - 0.045), signal.csf);
    return outline.grownBy(-scalp - 0.045 - subarachnoid);
  }

  private void hemispheres(Plane plane, Shape brain) {
    plane.paint(brain, signal.grey);
    Shape banks = Shape.union(folds.stream().map(Fold::bank).toList());
    Shape grooves = Shape.union(folds.stream().map(Fold::groove).toList());
    plane.paint(brain.grownBy(-cortex).minus(banks), signal.white);
    plane.paint(brain.and(grooves), signal.csf);
    Shape fissure = Shape.capsule(0, -0.9, 0, -0.3, 0.012).or(Shape.capsule(0, 0.4, 0, 0.9, 0.012));
    plane.paint(fissure.grownBy(cortex * 0.6).and(brain), signal.grey);
    plane.paint(fissure.grownBy(subarachnoid / 3).and(brain), signal.csf);
  }

  private void nuclei(Plane plane, double z) {
    for (int side = -1; side <= 1; side += 2) {
      Ellipse thalamus = Ellipse.smooth(side * 0.12, 0.1, 0.075, 0.12, side * 0.3);
      Ellipse putamen = Ellipse.smooth(side * 0.25, -0.05, 0.05, 0.16, side * 0.25);
      plane.paint(thalamus.at(z, -0.05, 0.3), signal.grey);
      plane.paint(putamen.at(z, -0.05, 0.3), signal.grey);
    }
  }

  private void ventricles(Plane plane, double z) {
    double h = (z - 0.05) / 0.6;
    double r = ventricle * Math.sqrt(Math.max(0, 1 - h * h));
    for (int side = -1; side <= 1; side += 2) {
      double x = side * (0.05 + 0.7 * r);
      Shape body = Shape.capsule(x * 1.25, -0.26, x, 0.02, r);
      Shape horn = Shape.capsule(x, 0.02, side * (0.14 + 1.3 * r), 0.3, 0.9 * r);
      plane.paint(body.or(horn), signal.csf);
    }
    plane.paint(Shape.capsule(0, 0, 0, 0.18, 0.006 + 0.25 * r), signal.csf);
  }

  /** Swelling around a ring that takes up contrast agent, with a dead core. */
  private void paintTumour(Plane plane, Shape brain, double z) {
    Shape ring = mass.at(z, massHeight, 0.75).and(brain);
    boolean t1 = signal.equals(Weighting.T1);
    plane.paint(ring.grownBy(0.09).and(brain), t1 ? 0.42 : 0.85);
    plane.paint(ring, t1 ? 0.98 : 0.5);
    plane.paint(ring.grownBy(-0.045), t1 ? 0.25 : 0.97);
  }
}
