package org.lvmmed.ingest.volume;

import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;

/** Turns the formats' ways of placing a volume into patient coordinates as DICOM has them (LPS). */
final class Geometry {
  private Geometry() {}

  /** Of an affine from voxels to right-anterior-superior millimetres. */
  static FrameGeometry ofRasAffine(double[] m) {
    double[] position = {-m[3], -m[7], m[11]};
    return new FrameGeometry(position, unit(-m[0], -m[4], m[8]), unit(-m[1], -m[5], m[9]));
  }

  static double[] unit(double x, double y, double z) {
    double norm = Math.sqrt(x * x + y * y + z * z);
    return norm > 0 ? new double[] {x / norm, y / norm, z / norm} : new double[3];
  }
}
