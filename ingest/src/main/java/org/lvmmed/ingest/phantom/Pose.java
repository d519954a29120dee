package org.lvmmed.ingest.phantom;

/**
 * How a patient lies in a picture: turned by an angle in radians, enlarged, and shifted in units of
 * half the picture's width.
 */
record Pose(double angle, double scale, double dx, double dy) {
  static final Pose CENTRED = new Pose(0, 1, 0, 0);

  static Pose draw(Draws draws, double angle, double size, double spread, double shift) {
    return new Pose(
        draws.between(-angle, angle),
        draws.between(size - spread, size + spread),
        draws.between(-shift, shift),
        draws.between(-shift, shift));
  }
}
