package org.lvmmed.ingest.phantom;

/** Random fields and their smoothing, on row-major arrays. */
final class Field {

  private Field() {}

  /** Normal noise of variance 1, smoothed by Gaussians of the given widths in pixels. */
  static double[] noise(int rows, int columns, double down, double across, Draws draws) {
    double[] field = new double[rows * columns];
    for (int i = 0; i < field.length; i++) {
      field[i] = draws.normal(0, 1);
    }
    blur(field, rows, columns, down, across);
    double square = 0;
    for (double v : field) {
      square += v * v;
    }
    double scale = 1 / Math.sqrt(square / field.length);
    for (int i = 0; i < field.length; i++) {
      field[i] *= scale;
    }
    return field;
  }

  /** Convolves with a Gaussian, in place; the border repeats. */
  static void blur(double[] field, int rows, int columns, double down, double across) {
    double[] line = new double[Math.max(rows, columns)];
    for (int r = 0; r < rows && across > 0; r++) {
      blurLine(field, r * columns, 1, columns, kernel(across), line);
    }
    for (int c = 0; c < columns && down > 0; c++) {
      blurLine(field, c, columns, rows, kernel(down), line);
    }
  }

  private static void blurLine(
      double[] field, int start, int step, int length, double[] kernel, double[] line) {
    for (int i = 0; i < length; i++) {
      line[i] = field[start + i * step];
    }
    int reach = kernel.length / 2;
    for (int i = 0; i < length; i++) {
      double sum = 0;
      for (int k = -reach; k <= reach; k++) {
        sum += kernel[k + reach] * line[Math.min(length - 1, Math.max(0, i + k))];
      }
      field[start + i * step] = sum;
    }
  }

  private static double[] kernel(double sigma) {
    int reach = (int) Math.ceil(3 * sigma);
    double[] kernel = new double[2 * reach + 1];
    double sum = 0;
    for (int k = -reach; k <= reach; k++) {
      kernel[k + reach] = StrictMath.exp(-k * k / (2 * sigma * sigma));
      sum += kernel[k + reach];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    return kernel;
  }
}
