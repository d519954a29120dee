package org.lvmmed.model.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.junit.jupiter.api.Test;

class LinearAssignmentTest {

  @Test
  void theTotalEqualsJGraphTsUpTo200() {
    Random random = new Random(7);
    LinearAssignment solver = new LinearAssignment();
    for (int n : new int[] {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 200}) {
      for (CostFamily family : CostFamily.values()) {
        double[] cost = family.draw(n, random);
        int[] columns = solver.solve(cost, n);
        assertPermutation(columns, n);
        assertThat(total(cost, columns, n, n))
            .as("n = %d, %s", n, family)
            .isCloseTo(jgraphtTotal(cost, n), within(1e-9 * n));
      }
    }
  }

  @Test
  void pricesOfAnEarlierProblemDoNotChangeTheTotal() {
    Random random = new Random(8);
    LinearAssignment warm = new LinearAssignment();
    LinearAssignment cold = new LinearAssignment();
    double[] cost = CostFamily.COSINE.draw(60, random);
    warm.solve(cost, 60);
    for (int k = 0; k < 50; k++) {
      for (int c = 0; c < cost.length; c++) {
        cost[c] += 0.1 * random.nextGaussian();
      }
      assertThat(total(cost, warm.solveWarm(cost, 60), 60, 60))
          .isCloseTo(total(cost, cold.solve(cost, 60), 60, 60), within(1e-9));
    }
  }

  @Test
  void anOptionalRectangleEqualsBruteForceWithForbiddenCells() {
    Random random = new Random(9);
    LinearAssignment solver = new LinearAssignment();
    for (int k = 0; k < 3000; k++) {
      int rows = 1 + random.nextInt(5);
      int cols = 1 + random.nextInt(5);
      double[] cost = new double[rows * cols];
      for (int c = 0; c < cost.length; c++) {
        boolean coarse = k % 2 == 0;
        cost[c] = coarse ? random.nextInt(5) - 3 : random.nextGaussian();
        cost[c] = random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : cost[c];
      }
      int[] columns = solver.solve(cost, rows, cols, true);
      assertThat(total(cost, columns, rows, cols))
          .isCloseTo(leastPartial(cost, rows, cols, 0, 0), within(1e-12));
    }
  }

  @Test
  void rowsFewerThanColumnsEqualBruteForce() {
    Random random = new Random(10);
    LinearAssignment solver = new LinearAssignment();
    for (int k = 0; k < 1000; k++) {
      int rows = 1 + random.nextInt(4);
      int cols = rows + 1 + random.nextInt(3);
      double[] cost = random.doubles((long) rows * cols).toArray();
      // Below any cost of leaving a row out, so that the optional optimum is the full one.
      double[] lowered = cost.clone();
      for (int c = 0; c < lowered.length; c++) {
        lowered[c] -= 10;
      }
      assertThat(total(cost, solver.solve(cost, rows, cols, false), rows, cols) - 10 * rows)
          .isCloseTo(leastPartial(lowered, rows, cols, 0, 0), within(1e-12));
    }
  }

  private enum CostFamily {
    UNIFORM,
    INTEGER,
    COSINE,
    EQUAL,
    TINY_DIFFERENCES;

    double[] draw(int n, Random random) {
      double[] cost = new double[n * n];
      for (int k = 0; k < cost.length; k++) {
        cost[k] =
            switch (this) {
              case UNIFORM -> random.nextDouble();
              case INTEGER -> random.nextInt(10);
              case COSINE -> -Math.cos(k / n - k % n) + 0.3 * random.nextGaussian();
              case EQUAL -> -1;
              case TINY_DIFFERENCES -> 1e3 + 1e-13 * random.nextInt(3);
            };
      }
      return cost;
    }
  }

  private static void assertPermutation(int[] columns, int n) {
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      seen.add(columns[i]);
    }
    assertThat(seen).doesNotHaveDuplicates().allMatch(a -> a >= 0 && a < n);
  }

  private static double total(double[] cost, int[] columns, int rows, int cols) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += columns[i] < 0 ? 0 : cost[i * cols + columns[i]];
    }
    return sum;
  }

  private static double leastPartial(double[] cost, int rows, int cols, int row, int used) {
    if (row == rows) {
      return 0;
    }
    double least = leastPartial(cost, rows, cols, row + 1, used);
    for (int a = 0; a < cols; a++) {
      double c = cost[row * cols + a];
      if ((used >> a & 1) == 0 && c < Double.POSITIVE_INFINITY) {
        least = Math.min(least, c + leastPartial(cost, rows, cols, row + 1, used | 1 << a));
      }
    }
    return least;
  }

  private static double jgraphtTotal(double[] cost, int n) {
    SimpleWeightedGraph<Integer, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    java.util.Set<Integer> left = new java.util.LinkedHashSet<>();
    java.util.Set<Integer> right = new java.util.LinkedHashSet<>();
    for (int i = 0; i < n; i++) {
      graph.addVertex(i);
      left.add(i);
    }
    for (int a = 0; a < n; a++) {
      graph.addVertex(n + a);
      right.add(n + a);
    }
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < n; a++) {
        graph.setEdgeWeight(graph.addEdge(i, n + a), cost[i * n + a]);
      }
    }
    return new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph, left, right)
        .getMatching()
        .getWeight();
  }
}
