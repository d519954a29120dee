package org.lvmmed.model.view;

/** Separable Gaussian blur, cut off at three standard deviations, borders mirrored. */
final class GaussianBlur {

  private static final double REACH = 3;

  private final float[] kernel;
  private final int radius;

  /**
   * @param sigma standard deviation in pixels, above 0
   */
  GaussianBlur(double sigma) {
    radius = (int) Math.ceil(REACH * sigma);
    kernel = new float[2 * radius + 1];
    double sum = 0;
    for (int k = -radius; k <= radius; k++) {
      sum += weight(k, sigma);
    }
    for (int k = -radius; k <= radius; k++) {
      kernel[radius + k] = (float) (weight(k, sigma) / sum);
    }
  }

  private static double weight(int offset, double sigma) {
    return Math.exp(-0.5 * offset * offset / (sigma * sigma));
  }

  void apply(Planes planes) {
    int rows = planes.rows();
    int columns = planes.columns();
    float[][] all = planes.all();
    for (int c = 0; c < all.length; c++) {
      all[c] = acrossRows(acrossColumns(all[c], rows, columns), rows, columns);
    }
  }

  private float[] acrossColumns(float[] plane, int rows, int columns) {
    float[] out = new float[plane.length];
    float[] line = new float[columns + 2 * radius];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < line.length; i++) {
        line[i] = plane[r * columns + mirror(i - radius, columns)];
      }
      for (int k = 0; k < kernel.length; k++) {
        add(out, r * columns, line, k, columns, kernel[k]);
      }
    }
    return out;
  }

  private float[] acrossRows(float[] plane, int rows, int columns) {
    float[] out = new float[plane.length];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < kernel.length; k++) {
        int source = mirror(r + k - radius, rows);
        add(out, r * columns, plane, source * columns, columns, kernel[k]);
      }
    }
    return out;
  }

  private static void add(
      float[] out, int target, float[] in, int source, int count, float weight) {
    for (int i = 0; i < count; i++) {
      out[target + i] += weight * in[source + i];
    }
  }

  /** The index inside [0, n) that a mirror at the border pixels' centres shows. */
  private static int mirror(int index, int n) {
    int period = Math.max(1, 2 * n - 2);
    int folded = Math.floorMod(index, period);
    return folded < n ? folded : period - folded;
  }
}
