package org.lvmmed.ingest.phantom;

import java.util.ArrayList;
import java.util.List;

/** How strongly each point of a breast echoes: skin, fat, gland, muscle, and perhaps a mass. */
final class BreastTissue {
  private final String label;
  private final double gland;
  private final double muscle;
  private final double wave;
  private final double phase;
  private final List<Shape> lobules = new ArrayList<>();
  private final List<Shape> septa = new ArrayList<>();
  private final double x;
  private final double y;
  private final double radius;
  private final Shape mass;

  /**
   * @param patient anatomy that all pictures of a patient share
   * @param picture where the probe was held
   */
  BreastTissue(Phantom.Patient patient, Draws patientDraws, Draws picture) {
    label = patient.label();
    gland = patientDraws.between(-0.62, -0.4);
    muscle = patientDraws.between(0.42, 0.66);
    wave = picture.between(0.02, 0.06);
    phase = picture.between(0, 2 * Math.PI);
    radius = patientDraws.between(0.22, 0.34);
    x = picture.between(-0.35, 0.35);
    y = picture.between(-0.2, 0.12);
    for (int i = 0; i < 9; i++) {
      double cx = picture.between(-0.9, 0.9);
      double cy = picture.between(-0.55, 0.4);
      double size = picture.between(0.07, 0.16);
      Ellipse lobule = Ellipse.smooth(cx, cy, 1.6 * size, 0.7 * size, picture.between(-0.3, 0.3));
      lobules.add(lobule.wavering(0.15, 3, picture));
      septa.add(lobule.grownBy(0.01).rim(0.03));
    }
    mass = mass(patientDraws, picture);
  }

  private Shape mass(Draws patient, Draws picture) {
    double angle = picture.between(-0.3, 0.3);
    double flat = patient.between(0.62, 0.8);
    return switch (label) {
      case BreastUltrasound.CYST ->
          Ellipse.smooth(x, y, radius, radius * patient.between(0.75, 0.95), angle)
              .wavering(0.04, 2, picture);
      case BreastUltrasound.SOLID ->
          Ellipse.smooth(x, y, 1.2 * radius, 1.2 * flat * radius, angle).wavering(0.12, 3, picture);
      case BreastUltrasound.SPICULATED -> spiculated(picture);
      default -> Shape.NOWHERE;
    };
  }

  /** Taller than wide, with spikes that reach into the tissue around it. */
  private Shape spiculated(Draws d) {
    Shape shape = Ellipse.smooth(x, y, 0.72 * radius, 0.95 * radius, 0).wavering(0.35, 5, d);
    for (int i = 0; i < 9; i++) {
      double phi = 2 * Math.PI * (i + d.between(-0.3, 0.3)) / 9;
      double length = radius * d.between(1.1, 1.6);
      double tipX = x + length * StrictMath.cos(phi);
      double tipY = y + length * StrictMath.sin(phi);
      shape = shape.or(Shape.capsule(x, y, tipX, tipY, 0.018));
    }
    return shape;
  }

  Shape mass() {
    return mass;
  }

  /** Amplitude of the echo at a point; 1 is bright. */
  double echo(double px, double py) {
    double depth = mass.depth(px, py);
    if (depth > 0) {
      return inner(depth);
    }
    double tissue = layers(px, py + wave * StrictMath.sin(4 * px + phase));
    boolean halo = label.equals(BreastUltrasound.SPICULATED) && depth > -0.05;
    boolean capsule = !label.equals(BreastUltrasound.SPICULATED) && depth > -0.025;
    return halo ? Math.max(tissue, 0.85) : capsule ? Math.max(tissue, 0.7) : tissue;
  }

  private double inner(double depth) {
    return switch (label) {
      case BreastUltrasound.CYST -> depth < 0.015 ? 0.5 : 0.008;
      case BreastUltrasound.SOLID -> 0.1;
      default -> 0.06;
    };
  }

  private double layers(double px, double py) {
    if (py < -0.87) {
      return 1.4;
    }
    if (py > muscle) {
      return muscleFibres(py);
    }
    double tissue = py < gland ? 0.15 : 0.65;
    for (int i = 0; i < lobules.size(); i++) {
      tissue = lobules.get(i).depth(px, py) > 0 ? 0.15 : tissue;
      tissue = septa.get(i).depth(px, py) > 0 ? 0.9 : tissue;
    }
    return tissue;
  }

  private double muscleFibres(double py) {
    double below = py - muscle;
    if (below < 0.03) {
      return 1.6;
    }
    double stripes = StrictMath.sin(70 * below);
    return below > 0.3 ? 0.1 : stripes > 0.4 ? 0.5 : 0.16;
  }

  /**
   * What is left of the beam behind the mass: fluid lets more through than tissue does, a solid
   * mass shadows at its edges, a spiculated one as a whole.
   */
  double shadow(double px, double py, double centreY) {
    double fading = StrictMath.exp(-0.55 * (py + 0.9));
    double reach = (py - centreY) / (y - centreY);
    if (label.equals("normal") || reach < 1 || py < y + 0.5 * radius) {
      return fading;
    }
    double across = Math.abs(px / reach - x) / radius;
    return fading
        * switch (label) {
          case BreastUltrasound.CYST -> across < 0.95 ? 2.1 : across < 1.1 ? 0.5 : 1;
          case BreastUltrasound.SOLID -> across > 1.05 && across < 1.3 ? 0.35 : 1.15;
          default -> across < 0.85 ? 0.22 : 1;
        };
  }
}
