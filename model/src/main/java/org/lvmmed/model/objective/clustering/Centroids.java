package org.lvmmed.model.objective.clustering;

import java.util.Arrays;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.view.Draws;

/** Directions that stand for clusters: K of length 1 for each head. */
final class Centroids {

  private final int heads;
  private final int clusters;
  private final int width;
  private float[] values;

  /** Random ones. */
  Centroids(int heads, int clusters, int width) {
    this.heads = heads;
    this.clusters = clusters;
    this.width = width;
    this.values = new float[heads * clusters * width];
    Draws draws = Draws.of(Draws.key("centroids"));
    double[] directions = new double[values.length];
    Arrays.setAll(directions, i -> draws.uniform(-1, 1));
    moveTo(directions);
  }

  /** K × F. */
  Matrix of(int head) {
    Matrix rows = new Matrix(clusters, width);
    for (int i = 0; i < rows.values.length; i++) {
      rows.values[i] = values[head * clusters * width + i];
    }
    return rows;
  }

  /** For each row the centroid of the largest cosine; ties go to the lower number. */
  int[] nearest(int head, Matrix rows) {
    Matrix cosines = rows.timesTransposed(of(head));
    int[] nearest = new int[rows.rows];
    for (int i = 0; i < nearest.length; i++) {
      for (int k = 1; k < clusters; k++) {
        boolean nearer =
            cosines.values[i * clusters + k] > cosines.values[i * clusters + nearest[i]];
        nearest[i] = nearer ? k : nearest[i];
      }
    }
    return nearest;
  }

  /**
   * Turns each centroid to a direction; where that is no direction, it stays.
   *
   * @param directions heads × K × F, of any length
   */
  void moveTo(double[] directions) {
    for (int from = 0; from < values.length; from += width) {
      double squares = 0;
      for (int j = from; j < from + width; j++) {
        squares += directions[j] * directions[j];
      }
      for (int j = from; j < from + width && squares > 0; j++) {
        values[j] = (float) (directions[j] / Math.sqrt(squares));
      }
    }
  }

  float[] state() {
    return values.clone();
  }

  /**
   * @throws IllegalArgumentException where it is another length's
   */
  void setState(float[] state) {
    if (state.length != values.length) {
      throw new IllegalArgumentException(
          "Invalid state of the objective: %d values (%d heads of %d centroids of %d)"
              .formatted(state.length, heads, clusters, width));
    }
    values = state.clone();
  }
}
