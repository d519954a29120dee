package org.lvmmed.jobs.similarity;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.lvmmed.model.linalg.MatrixProduct;

/**
 * Centres of cells by spherical k-means (Dhillon and Modha, 2001): unit vectors, each the direction
 * of the mean of the vectors that are nearest to it.
 *
 * @param values cells × dimensions
 * @param dimensions of a vector
 */
record Centroids(float[] values, int dimensions) implements Serializable {

  private static final int ITERATIONS = 10;

  /** Vectors that are compared with all centres at a time. */
  private static final int ROWS = 1024;

  /**
   * Begins with the first vectors.
   *
   * @param vectors unit vectors, rows × dimensions
   * @param cells wanted; no more than there are vectors
   */
  static Centroids of(float[] vectors, int dimensions, int cells) {
    int count = Math.min(cells, vectors.length / dimensions);
    Centroids centroids = new Centroids(Arrays.copyOf(vectors, count * dimensions), dimensions);
    for (int i = 0; i < ITERATIONS; i++) {
      centroids = centroids.moved(vectors);
    }
    return centroids;
  }

  int count() {
    return values.length / dimensions;
  }

  private Centroids moved(float[] vectors) {
    double[] sums = new double[values.length];
    int[] cells = nearest(vectors);
    for (int row = 0; row < cells.length; row++) {
      for (int d = 0; d < dimensions; d++) {
        sums[cells[row] * dimensions + d] += vectors[row * dimensions + d];
      }
    }
    float[] moved = values.clone();
    for (int cell = 0; cell < count(); cell++) {
      setDirection(sums, moved, cell * dimensions);
    }
    return new Centroids(moved, dimensions);
  }

  /** A cell without a vector keeps its centre. */
  private void setDirection(double[] sums, float[] centres, int from) {
    double square = 0;
    for (int d = from; d < from + dimensions; d++) {
      square += sums[d] * sums[d];
    }
    for (int d = from; d < from + dimensions && square > 0; d++) {
      centres[d] = (float) (sums[d] / Math.sqrt(square));
    }
  }

  /** For each vector the cell of the nearest centre, the first of equals. */
  int[] nearest(float[] vectors) {
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
    for (int cell = 1; cell < count(); cell++) {
      best = products[from + cell] > products[from + best] ? cell : best;
    }
    return best;
  }

  /** For each cell so many cells with the nearest centres, itself first among equals. */
  int[][] nearestCells(int most) {
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
