package org.lvmmed.model.linalg;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Centroids of spherical k-means (Dhillon and Modha, 2001): unit vectors, each the direction of the
 * sum of the vectors that are nearest to it.
 *
 * @param values count × dimensions
 * @param dimensions of a vector
 */
public record SphericalCentroids(float[] values, int dimensions) implements Serializable {

  private static final int ITERATIONS = 10;

  /** Vectors that are compared with all centroids at a time. */
  private static final int ROWS = 1024;

  /**
   * Those of vectors that lie in memory. Begins with the first of them.
   *
   * @param vectors unit vectors, rows × dimensions
   * @param wanted how many; no more than there are vectors
   */
  public static SphericalCentroids of(float[] vectors, int dimensions, int wanted) {
    int count = Math.min(wanted, vectors.length / dimensions);
    SphericalCentroids centroids =
        new SphericalCentroids(Arrays.copyOf(vectors, count * dimensions), dimensions);
    for (int i = 0; i < ITERATIONS; i++) {
      centroids = centroids.towards(centroids.sums(vectors));
    }
    return centroids;
  }

  public int count() {
    return values.length / dimensions;
  }

  /** For each centroid the sum of the vectors that are nearest to it: count × dimensions. */
  public double[] sums(float[] vectors) {
    double[] sums = new double[values.length];
    int[] nearest = nearest(vectors);
    for (int row = 0; row < nearest.length; row++) {
      for (int d = 0; d < dimensions; d++) {
        sums[nearest[row] * dimensions + d] += vectors[row * dimensions + d];
      }
    }
    return sums;
  }

  /**
   * Each centroid turned to a direction; where that has no length it stays.
   *
   * @param directions count × dimensions, of any length
   */
  public SphericalCentroids towards(double[] directions) {
    float[] moved = values.clone();
    for (int from = 0; from < moved.length; from += dimensions) {
      turn(directions, moved, from);
    }
    return new SphericalCentroids(moved, dimensions);
  }

  private void turn(double[] directions, float[] centroids, int from) {
    double square = 0;
    for (int d = from; d < from + dimensions; d++) {
      square += directions[d] * directions[d];
    }
    for (int d = from; d < from + dimensions && square > 0; d++) {
      centroids[d] = (float) (directions[d] / Math.sqrt(square));
    }
  }

  /** For each vector the number of the nearest centroid, the first of equals. */
  public int[] nearest(float[] vectors) {
    int[] nearest = new int[vectors.length / dimensions];
    for (int from = 0; from < nearest.length; from += ROWS) {
      int to = Math.min(nearest.length, from + ROWS);
      float[] part = Arrays.copyOfRange(vectors, from * dimensions, to * dimensions);
      float[] products = products(part);
      for (int row = from; row < to; row++) {
        nearest[row] = largest(products, (row - from) * count());
      }
    }
    return nearest;
  }

  private float[] products(float[] vectors) {
    return MatrixProduct.timesTransposed(
        vectors, vectors.length / dimensions, values, count(), dimensions);
  }

  private int largest(float[] products, int from) {
    int best = 0;
    for (int other = 1; other < count(); other++) {
      best = products[from + other] > products[from + best] ? other : best;
    }
    return best;
  }

  /** For each centroid so many that are nearest to it, itself first. */
  public int[][] nearestToEach(int most) {
    float[] products = products(values);
    int[][] near = new int[count()][];
    for (int cell = 0; cell < near.length; cell++) {
      int from = cell * count();
      int self = cell;
      near[cell] =
          IntStream.range(0, count())
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(
                          other -> other == self ? -2 : -products[from + other])
                      .thenComparingInt(other -> other))
              .limit(most)
              .mapToInt(Integer::intValue)
              .toArray();
    }
    return near;
  }
}
