package org.lvmmed.ingest.volume;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;

/** Turns the formats' ways of placing a volume into patient coordinates as DICOM has them (LPS). */
final class Geometry {
  private Geometry() {}

  /** Of an affine from voxels to right-anterior-superior millimetres, for each slice. */
  static List<FrameGeometry> ofRasAffine(double[] m, int slices, int volumes) {
    return slices(
        new double[] {-m[3], -m[7], m[11]},
        new double[] {-m[0], -m[4], m[8]},
        new double[] {-m[1], -m[5], m[9]},
        new double[] {-m[2], -m[6], m[10]},
        slices,
        volumes);
  }

  /**
   * The slices of volumes that lie in one place.
   *
   * @param x and {@code y}, {@code z}: the steps from column to column, row to row, slice to slice
   */
  static List<FrameGeometry> slices(
      double[] origin, double[] x, double[] y, double[] z, int slices, int volumes) {
    List<FrameGeometry> out = new ArrayList<>();
    double[] row = unit(x[0], x[1], x[2]);
    double[] column = unit(y[0], y[1], y[2]);
    for (int frame = 0; frame < slices * volumes; frame++) {
      double[] position = origin.clone();
      for (int axis = 0; axis < 3; axis++) {
        position[axis] += z[axis] * (frame % slices);
      }
      out.add(new FrameGeometry(position, row, column));
    }
    return List.copyOf(out);
  }

  /** Lengths of an affine's columns: down, across and through. */
  static List<Double> spacing(double[] m) {
    return List.of(length(m, 1), length(m, 0), length(m, 2));
  }

  private static double length(double[] m, int axis) {
    return Math.sqrt(m[axis] * m[axis] + m[4 + axis] * m[4 + axis] + m[8 + axis] * m[8 + axis]);
  }

  static double[] unit(double x, double y, double z) {
    double norm = Math.sqrt(x * x + y * y + z * z);
    return norm > 0 ? new double[] {x / norm, y / norm, z / norm} : new double[3];
  }
}
