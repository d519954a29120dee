package org.lvmmed.ingest.phantom;

import java.util.ArrayList;
import java.util.List;

/**
 * The organs of one abdomen. Heights run from -0.5 (feet) to 0.5 (head); the picture's left is the
 * patient's right.
 */
final class AbdomenAnatomy {
  private static final double FAT = -95;
  private static final double MUSCLE = 55;

  private final Phantom.Patient patient;
  private final double contrast;
  private final Ellipse skin;
  private final double fat;
  private final Ellipse liver;
  private final Ellipse leftLobe;
  private final Ellipse spleen;
  private final Ellipse stomach;
  private final List<Ellipse> kidneys;
  private final List<Ellipse> bowel;
  private final List<Nodule> metastases;
  private final double aorta;

  private record Nodule(Ellipse shape, double height, double radius) {}

  private AbdomenAnatomy(Phantom.Patient patient, Draws d) {
    this.patient = patient;
    contrast = d.between(0.35, 1);
    skin =
        Ellipse.smooth(0, 0, d.between(0.78, 0.9), d.between(0.58, 0.68), 0).wavering(0.02, 3, d);
    fat = d.between(0.03, 0.11);
    liver = organ(d, -0.36, -0.1, 0.34, 0.33, 0.3, 0.1);
    leftLobe = organ(d, -0.05, -0.27, 0.27, 0.13, -0.2, 0.1);
    spleen = organ(d, 0.52, 0.06, 0.12, 0.22, -0.35, 0.12);
    stomach = organ(d, 0.28, -0.22, 0.2, 0.14, 0.3, 0.15);
    kidneys =
        List.of(
            organ(d, -0.38, 0.25, 0.13, 0.17, -0.4, 0.06),
            organ(d, 0.38, 0.25, 0.13, 0.17, 0.4, 0.06));
    bowel = loops(d);
    metastases = patient.is(AbdomenCt.METASTASES) ? metastases(d) : List.of();
    aorta = patient.is(AbdomenCt.ANEURYSM) ? d.between(0.17, 0.23) : d.between(0.05, 0.065);
  }

  static AbdomenAnatomy draw(Phantom.Patient patient) {
    return new AbdomenAnatomy(patient, patient.draws().fork("anatomy"));
  }

  private static Ellipse organ(
      Draws d, double x, double y, double rx, double ry, double angle, double waver) {
    double size = d.between(0.88, 1.12);
    return Ellipse.smooth(
            x + d.between(-0.04, 0.04),
            y + d.between(-0.04, 0.04),
            rx * size * d.between(0.92, 1.08),
            ry * size * d.between(0.92, 1.08),
            angle + d.between(-0.2, 0.2))
        .wavering(waver, 3, d);
  }

  private static List<Ellipse> loops(Draws d) {
    List<Ellipse> loops = new ArrayList<>();
    for (int i = 0; i < 5 + d.below(4); i++) {
      double x = d.between(-0.3, 0.5);
      loops.add(organ(d, x, d.between(-0.3, 0.12), 0.08, 0.07, d.between(0, 3), 0.1));
    }
    return loops;
  }

  /** Lesions inside the liver's ellipsoid, on several heights so that most slices show one. */
  private List<Nodule> metastases(Draws d) {
    List<Nodule> nodules = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      double r = d.between(0, 0.72);
      double phi = d.between(0, 2 * Math.PI);
      double radius = d.between(0.06, 0.12);
      double x = liver.x() + r * liver.rx() * StrictMath.cos(phi);
      double y = liver.y() + r * liver.ry() * StrictMath.sin(phi);
      Ellipse shape = Ellipse.smooth(x, y, radius, radius * d.between(0.8, 1.2), d.between(0, 3));
      nodules.add(new Nodule(shape.wavering(0.1, 3, d), d.between(-0.55, 0.55), 2.6 * radius));
    }
    return nodules;
  }

  Plane slice(Plane plane, double z) {
    wall(plane);
    paintBowel(plane, z);
    paintLiver(plane, z);
    plane.paint(spleen.at(z, 0.25, 0.7), MUSCLE + 65 * contrast);
    kidneys.forEach(kidney -> paintKidney(plane, kidney, z));
    spine(plane, z);
    vessels(plane);
    return plane;
  }

  Plane mask(Plane plane, double z) {
    plane.mark(liver(z), 1);
    kidneys.forEach(kidney -> plane.mark(kidney(kidney, z), 2));
    plane.mark(Shape.disc(aortaX(), aortaY(), aorta), 3);
    return plane;
  }

  private void wall(Plane plane) {
    plane.paint(table(), -60);
    plane.paint(skin, -10);
    plane.paint(skin.grownBy(-0.02), FAT);
    plane.paint(skin.grownBy(-fat), MUSCLE);
    plane.paint(skin.grownBy(-fat - 0.055), FAT);
    for (int side = -1; side <= 1; side += 2) {
      plane.paint(Shape.ellipse(side * 0.17, 0.45, 0.15, 0.1, side * 0.2), MUSCLE);
      plane.paint(Shape.ellipse(side * 0.15, 0.28, 0.07, 0.09, 0), MUSCLE);
      ribs(plane, side);
    }
  }

  private static Shape table() {
    return Shape.disc(0, -2.25, 3.02).rim(0.05);
  }

  private void ribs(Plane plane, int side) {
    for (int k = 0; k < 4; k++) {
      double phi = 0.75 - 0.55 * k;
      double cos = StrictMath.cos(phi);
      double sin = StrictMath.sin(phi);
      double x = side * (skin.rx() - fat - 0.03) * cos;
      double y = (skin.ry() - fat - 0.03) * sin;
      plane.paint(Shape.ellipse(x, y, 0.02, 0.05, side * 0.5 * phi), 420);
    }
  }

  private void paintBowel(Plane plane, double z) {
    for (int i = 0; i < bowel.size(); i++) {
      Shape loop = bowel.get(i).at(z, 0.3 * ((i % 3) - 1), 0.6);
      plane.paint(loop, MUSCLE);
      plane.paint(loop.grownBy(-0.02), i % 3 == 0 ? -700 : 20);
    }
    Shape wall = stomach.at(z, 0.3, 0.6);
    plane.paint(wall, MUSCLE);
    plane.paint(wall.grownBy(-0.025), 25);
    plane.paint(wall.grownBy(-0.025).minus(Shape.below(stomach.y() - 0.04)), -900);
  }

  private Shape liver(double z) {
    return liver.at(z, 0.1, 0.95).or(leftLobe.at(z, 0.25, 0.65)).and(skin.grownBy(-fat - 0.07));
  }

  private void paintLiver(Plane plane, double z) {
    Shape shape = liver(z);
    double tissue = 58 + 55 * contrast;
    plane.paint(shape, tissue);
    plane.paint(Shape.capsule(-0.2, -0.12, -0.48, -0.16, 0.02).and(shape), tissue + 45 * contrast);
    plane.paint(Shape.capsule(-0.3, -0.12, -0.42, 0.04, 0.015).and(shape), tissue + 45 * contrast);
    for (Nodule n : metastases) {
      Shape nodule = n.shape.at(z, n.height, n.radius).and(shape);
      plane.paint(nodule, tissue + 15);
      plane.paint(nodule.grownBy(-0.015), tissue - 75);
    }
  }

  private Shape kidney(Ellipse kidney, double z) {
    double swelling = patient.is(AbdomenCt.HYDRONEPHROSIS) ? 1.35 : 1;
    return new Ellipse(
            kidney.x(),
            kidney.y(),
            kidney.rx() * swelling,
            kidney.ry() * swelling,
            kidney.cos(),
            kidney.sin(),
            kidney.waves(),
            kidney.phases())
        .at(z, -0.05, 0.75);
  }

  /** A healthy kidney has a fatty sinus; an obstructed one a pelvis and calyces full of water. */
  private void paintKidney(Plane plane, Ellipse kidney, double z) {
    Shape shape = kidney(kidney, z);
    double inward = kidney.x() > 0 ? -1 : 1;
    plane.paint(shape, 35 + 130 * contrast);
    if (patient.is(AbdomenCt.HYDRONEPHROSIS)) {
      Shape pelvis = Shape.ellipse(kidney.x() + inward * 0.05, kidney.y(), 0.13, 0.1, 0);
      plane.paint(pelvis.and(shape.grownBy(0.05)), 5);
      for (int k = -1; k <= 1; k++) {
        double y = kidney.y() + 0.1 * k;
        plane.paint(Shape.disc(kidney.x() - inward * 0.04, y, 0.055).and(shape), 5);
      }
    } else {
      Shape sinus = Shape.ellipse(kidney.x() + inward * 0.06, kidney.y(), 0.055, 0.045, 0);
      plane.paint(sinus, -70);
    }
  }

  private static void spine(Plane plane, double z) {
    Shape body = Shape.ellipse(0, 0.3, 0.125, 0.1, 0);
    plane.paint(body, 420);
    boolean disc = Math.abs(StrictMath.sin(9 * z)) < 0.25;
    plane.paint(body.grownBy(-0.025), disc ? 90 : 190);
    for (int side = -1; side <= 1; side += 2) {
      plane.paint(Shape.capsule(side * 0.08, 0.42, side * 0.2, 0.43, 0.022), 380);
      plane.paint(Shape.capsule(side * 0.07, 0.38, 0, 0.5, 0.022), 400);
    }
    plane.paint(Shape.capsule(0, 0.49, 0, 0.55, 0.022), 380);
    plane.paint(Shape.disc(0, 0.425, 0.04), 30);
  }

  private double aortaX() {
    return 0.05 + 0.25 * aorta;
  }

  private double aortaY() {
    return 0.19 - aorta;
  }

  /** An aneurysm carries a crescent of thrombus and calcium in its wall. */
  private void vessels(Plane plane) {
    double blood = 45 + 150 * contrast;
    plane.paint(Shape.ellipse(-0.1, 0.14, 0.065, 0.05, 0), 45 + 90 * contrast);
    Shape wall = Shape.disc(aortaX(), aortaY(), aorta);
    plane.paint(wall, 45);
    plane.paint(Shape.disc(aortaX() - 0.2 * aorta, aortaY() + 0.15 * aorta, 0.7 * aorta), blood);
    if (patient.is(AbdomenCt.ANEURYSM)) {
      plane.paint(wall.rim(0.018).and(Shape.below(aortaY())), 350);
    } else {
      plane.paint(wall, blood);
    }
  }
}
