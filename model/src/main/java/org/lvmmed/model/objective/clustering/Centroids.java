package org.lvmmed.model.objective.clustering;

import java.util.Arrays;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.linalg.SphericalCentroids;
import org.lvmmed.model.objective.embedding.Widening;
import org.lvmmed.model.view.Draws;

/** Directions that stand for clusters: K of length 1 for each head. */
final class Centroids {

  private final SphericalCentroids[] heads;
  private final int length;

  /** Random ones. */
  Centroids(int heads, int clusters, int width) {
    this.heads = new SphericalCentroids[heads];
    this.length = clusters * width;
    Arrays.fill(this.heads, new SphericalCentroids(new float[length], width));
    Draws draws = Draws.of(Draws.key("centroids"));
    double[] directions = new double[heads * length];
    Arrays.setAll(directions, i -> draws.uniform(-1, 1));
    moveTo(directions);
  }

  /** K × F. */
  Matrix of(int head) {
    return Widening.matrix(heads[head].values(), heads[head].count());
  }

  /** For each row the centroid of the largest cosine; ties go to the lower number. */
  int[] nearest(int head, Matrix rows) {
    return heads[head].nearest(Widening.floats(rows));
  }

  /** For each centroid the sum of the rows that are nearest to it: K × F. */
  double[] sums(int head, Matrix rows) {
    return heads[head].sums(Widening.floats(rows));
  }

  /**
   * Turns each centroid to a direction; where that is no direction, it stays.
   *
   * @param directions heads × K × F, of any length
   */
  void moveTo(double[] directions) {
    for (int head = 0; head < heads.length; head++) {
      heads[head] =
          heads[head].towards(Arrays.copyOfRange(directions, head * length, (head + 1) * length));
    }
  }

  float[] state() {
    float[] state = new float[heads.length * length];
    for (int head = 0; head < heads.length; head++) {
      System.arraycopy(heads[head].values(), 0, state, head * length, length);
    }
    return state;
  }

  /**
   * @throws IllegalArgumentException where it is another length's
   */
  void setState(float[] state) {
    if (state.length != heads.length * length) {
      throw new IllegalArgumentException(
          "Invalid state of the objective: %d values (%d heads of %d centroids of %d)"
              .formatted(state.length, heads.length, heads[0].count(), heads[0].dimensions()));
    }
    for (int head = 0; head < heads.length; head++) {
      heads[head] =
          new SphericalCentroids(
              Arrays.copyOfRange(state, head * length, (head + 1) * length),
              heads[head].dimensions());
    }
  }
}
