package org.lvmmed.model.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Problems for tests: drawn from a seed. */
final class RandomProblems {

  private RandomProblems() {}

  /** Two random graphs over n nodes with Gaussian affinities; ties where {@code coarse}. */
  static MatchingProblem dense(int n, double edgeShare, boolean coarse, long seed) {
    Random random = new Random(seed);
    int[][] source = edges(n, edgeShare, random);
    int[][] target = edges(n, edgeShare, random);
    double[] vertex = values(n * n, coarse, random);
    double[] edge = values(source[0].length * target[0].length, coarse, random);
    return new MatchingProblem(n, vertex, source[0], source[1], target[0], target[1], edge, 0.5);
  }

  private static double[] values(int count, boolean coarse, Random random) {
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = coarse ? random.nextInt(5) - 2 : random.nextGaussian();
    }
    return values;
  }

  private static int[][] edges(int n, double share, Random random) {
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (random.nextDouble() < share) {
          edges.add(new int[] {i, j});
          edges.add(new int[] {j, i});
        }
      }
    }
    return new int[][] {
      edges.stream().mapToInt(e -> e[0]).toArray(), edges.stream().mapToInt(e -> e[1]).toArray()
    };
  }

  /** A general problem in which each assignment and each pair exists with a probability. */
  static SparseProblem sparse(int rows, int cols, double allowed, double paired, long seed) {
    Random random = new Random(seed);
    List<int[]> cells = new ArrayList<>();
    for (int k = 0; k < rows * cols; k++) {
      if (random.nextDouble() < allowed) {
        cells.add(new int[] {k / cols, k % cols});
      }
    }
    List<int[]> pairs = new ArrayList<>();
    for (int k = 0; k < cells.size(); k++) {
      for (int l = 0; l < k; l++) {
        if (random.nextDouble() < paired) {
          pairs.add(random.nextBoolean() ? new int[] {k, l} : new int[] {l, k});
        }
      }
    }
    return new SparseProblem(
        rows,
        cols,
        cells.stream().mapToInt(c -> c[0]).toArray(),
        cells.stream().mapToInt(c -> c[1]).toArray(),
        values(cells.size(), false, random),
        pairs.stream().mapToInt(p -> p[0]).toArray(),
        pairs.stream().mapToInt(p -> p[1]).toArray(),
        values(pairs.size(), false, random));
  }
}
