package org.lvmmed.model.objective.matching;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lvmmed.model.linalg.Matrix;

/**
 * The nearest neighbours of each node by Euclidean distance of L2-normalised features, made
 * symmetric by union; no self loops. Ties go to the lower index.
 *
 * @param nodes n
 * @param from with {@code to}: directed edges in order of from, then to; both directions of each
 *     pair
 * @param to see {@code from}
 */
record NeighbourGraph(int nodes, int[] from, int[] to) {

  static NeighbourGraph of(Matrix features, int neighbours) {
    int n = features.rows;
    Matrix cosines = new CosineMatrix(features, features).values;
    boolean[] adjacent = new boolean[n * n];
    for (int i = 0; i < n; i++) {
      for (int j : nearest(cosines, i, Math.min(neighbours, n - 1))) {
        adjacent[i * n + j] = true;
        adjacent[j * n + i] = true;
      }
    }
    int[] edges = IntStream.range(0, n * n).filter(e -> adjacent[e]).toArray();
    return new NeighbourGraph(
        n,
        Arrays.stream(edges).map(e -> e / n).toArray(),
        Arrays.stream(edges).map(e -> e % n).toArray());
  }

  /** A graph without edges. */
  static NeighbourGraph isolated(int nodes) {
    return new NeighbourGraph(nodes, new int[0], new int[0]);
  }

  /** Of unit vectors the nearest are those of the largest cosine. */
  private static int[] nearest(Matrix cosines, int node, int count) {
    int n = cosines.rows;
    boolean[] taken = new boolean[n];
    taken[node] = true;
    int[] chosen = new int[count];
    for (int k = 0; k < count; k++) {
      int best = -1;
      for (int j = 0; j < n; j++) {
        boolean nearer = best < 0 || cosines.values[node * n + j] > cosines.values[node * n + best];
        best = !taken[j] && nearer ? j : best;
      }
      taken[best] = true;
      chosen[k] = best;
    }
    return chosen;
  }

  int edges() {
    return from.length;
  }

  /** D̃^-1/2 (A+I) D̃^-1/2 with D̃ the degrees of A+I (Kipf and Welling, 2017). */
  Matrix normalisedAdjacency() {
    double[] degree = new double[nodes];
    Arrays.fill(degree, 1);
    for (int node : from) {
      degree[node]++;
    }
    Matrix a = new Matrix(nodes, nodes);
    for (int i = 0; i < nodes; i++) {
      a.values[i * nodes + i] = 1 / degree[i];
    }
    for (int e = 0; e < from.length; e++) {
      a.values[from[e] * nodes + to[e]] = 1 / Math.sqrt(degree[from[e]] * degree[to[e]]);
    }
    return a;
  }
}
