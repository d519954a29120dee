package org.lvmmed.model.descriptor;

/** Histograms over the cells of a square picture, cells × bins. */
final class CellHistograms {

  private CellHistograms() {}

  /**
   * Shares of pixels by intensity; a pixel divides itself between the two nearest levels.
   *
   * @param picture size × size in [0,1]
   * @param cells cells a side, a divisor of size
   */
  static float[] intensities(float[] picture, int size, int cells, int levels) {
    int side = size / cells;
    float[] histograms = new float[cells * cells * levels];
    float share = 1f / (side * side);
    for (int i = 0; i < picture.length; i++) {
      float position = Math.min(1, Math.max(0, picture[i])) * (levels - 1);
      int below = Math.min((int) position, levels - 2);
      int at = cell(i, size, side, cells) * levels + below;
      histograms[at] += share * (1 - (position - below));
      histograms[at + 1] += share * (position - below);
    }
    return histograms;
  }

  /**
   * Gradient magnitudes by orientation, without regard to sign; a gradient divides itself between
   * the two nearest orientations. Each cell's histogram is rooted and scaled to unit length, a flat
   * one to less.
   *
   * @param flat mean gradient of a cell that gets half the length
   */
  static float[] orientations(float[] picture, int size, int cells, int bins, double flat) {
    int side = size / cells;
    double[] sums = new double[cells * cells * bins];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double dx = at(picture, size, y, x + 1) - at(picture, size, y, x - 1);
        double dy = at(picture, size, y + 1, x) - at(picture, size, y - 1, x);
        int offset = cell(y * size + x, size, side, cells) * bins;
        add(sums, offset, bins, Math.atan2(dy, dx), Math.hypot(dx, dy) / (2.0 * side * side));
      }
    }
    return rooted(sums, bins, flat);
  }

  private static int cell(int pixel, int size, int side, int cells) {
    return pixel / size / side * cells + pixel % size / side;
  }

  private static float at(float[] picture, int size, int y, int x) {
    return picture[Math.min(size - 1, Math.max(0, y)) * size + Math.min(size - 1, Math.max(0, x))];
  }

  private static void add(double[] sums, int offset, int bins, double angle, double magnitude) {
    double position = (angle / Math.PI + 2) % 1 * bins;
    int below = (int) position;
    sums[offset + below % bins] += magnitude * (1 - (position - below));
    sums[offset + (below + 1) % bins] += magnitude * (position - below);
  }

  private static float[] rooted(double[] sums, int bins, double flat) {
    float[] rooted = new float[sums.length];
    for (int offset = 0; offset < sums.length; offset += bins) {
      double total = flat;
      for (int b = 0; b < bins; b++) {
        total += sums[offset + b];
      }
      for (int b = 0; b < bins; b++) {
        rooted[offset + b] = (float) Math.sqrt(sums[offset + b] / total);
      }
    }
    return rooted;
  }
}
