package org.lvmmed.model.network;

/**
 * Resizing of values on a grid, separable and linear: cubic convolution (Keys, 1981, a = −0.5),
 * widened where the grid shrinks so that every value counts, weights that sum to one. It is what
 * {@code interpolate(mode="bicubic", antialias=True)} of PyTorch does.
 */
public final class GridResize {

  private static final double A = -0.5;

  /** Positions to each side that a cubic reaches. */
  private static final int REACH = 2;

  private GridResize() {}

  /**
   * The matrix that maps a square grid to another.
   *
   * @param from rows and columns of the given grid
   * @return rows·columns × from·from, row-major
   */
  public static float[] matrix(int from, int rows, int columns) {
    double[][] down = weights(from, rows);
    double[][] across = weights(from, columns);
    float[] matrix = new float[rows * columns * from * from];
    int at = 0;
    for (double[] row : down) {
      for (double[] column : across) {
        for (double i : row) {
          for (double j : column) {
            matrix[at++] = (float) (i * j);
          }
        }
      }
    }
    return matrix;
  }

  /**
   * A square grid of vectors resized to another.
   *
   * @param values from·from × width
   * @return to·to × width
   */
  public static float[] resize(float[] values, int width, int from, int to) {
    float[] matrix = matrix(from, to, to);
    float[] out = new float[to * to * width];
    int cells = from * from;
    for (int p = 0; p < to * to; p++) {
      for (int c = 0; c < width; c++) {
        double sum = 0;
        for (int q = 0; q < cells; q++) {
          sum += (double) matrix[p * cells + q] * values[q * width + c];
        }
        out[p * width + c] = (float) sum;
      }
    }
    return out;
  }

  /** For each new position the weights of the old ones. */
  private static double[][] weights(int from, int to) {
    double scale = (double) from / to;
    double widening = Math.max(scale, 1);
    double[][] weights = new double[to][from];
    for (int i = 0; i < to; i++) {
      double centre = scale * (i + 0.5);
      int first = Math.max(0, (int) (centre - REACH * widening + 0.5));
      int end = Math.min(from, (int) (centre + REACH * widening + 0.5));
      double sum = 0;
      for (int j = first; j < end; j++) {
        weights[i][j] = cubic((j - centre + 0.5) / widening);
        sum += weights[i][j];
      }
      for (int j = first; j < end; j++) {
        weights[i][j] /= sum;
      }
    }
    return weights;
  }

  private static double cubic(double distance) {
    double x = Math.abs(distance);
    if (x < 1) {
      return ((A + 2) * x - (A + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
  }
}
