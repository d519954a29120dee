package org.lvmmed.model.network;

/**
 * Tables of what is learned for distances between a query and a key along one axis of a map, from
 * the most negative to the most positive: 2n − 1 rows for n positions. A table that was learned for
 * another n is interpolated linearly, as SAM does: {@code interpolate(mode="linear")} of PyTorch.
 */
public final class RelativePositions {

  private RelativePositions() {}

  /** Distances between so many positions. */
  public static int distances(int positions) {
    return 2 * positions - 1;
  }

  /**
   * The row of the table for each query and key.
   *
   * @return positions · positions, row = query
   */
  public static long[] rows(int positions) {
    long[] rows = new long[positions * positions];
    for (int query = 0; query < positions; query++) {
      for (int key = 0; key < positions; key++) {
        rows[query * positions + key] = query - key + positions - 1L;
      }
    }
    return rows;
  }

  /**
   * The matrix that maps a table to one of another number of rows.
   *
   * @return to × from, row-major
   */
  public static float[] matrix(int from, int to) {
    float[] matrix = new float[to * from];
    double scale = (double) from / to;
    for (int row = 0; row < to; row++) {
      double at = Math.max(0, scale * (row + 0.5) - 0.5);
      int below = Math.min(from - 1, (int) at);
      int above = Math.min(from - 1, below + 1);
      double share = at - below;
      matrix[row * from + below] += (float) (1 - share);
      matrix[row * from + above] += (float) share;
    }
    return matrix;
  }

  /**
   * A table interpolated to another number of rows.
   *
   * @param table rows × width
   * @return to × width
   */
  public static float[] resize(float[] table, int width, int to) {
    int from = table.length / width;
    float[] matrix = matrix(from, to);
    float[] resized = new float[to * width];
    for (int row = 0; row < to; row++) {
      for (int c = 0; c < width; c++) {
        double sum = 0;
        for (int k = 0; k < from; k++) {
          sum += (double) matrix[row * from + k] * table[k * width + c];
        }
        resized[row * width + c] = (float) sum;
      }
    }
    return resized;
  }
}
