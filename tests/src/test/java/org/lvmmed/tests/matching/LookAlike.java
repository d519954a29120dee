package org.lvmmed.tests.matching;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.lvmmed.model.matching.MatchingProblem;

/**
 * Matching problems like those of training, by a published rule: b, g, h are n×32 matrices of
 * standard normal numbers; the views are b + σg and b + σh; c_v is the cosine of two nodes, the
 * graph of a view joins each node with its 5 nearest by cosine (union of both directions), c_e is
 * the cosine of two edges' differences, w_e = 0.5.
 */
final class LookAlike {
  private static final int WIDTH = 32;
  private static final int NEIGHBOURS = 5;

  private LookAlike() {}

  static MatchingProblem draw(int n, double sigma, long seed) {
    Random random = new Random(seed);
    double[][] base = normal(n, random);
    double[][] s = noisy(base, sigma, normal(n, random));
    double[][] t = noisy(base, sigma, normal(n, random));
    int[][] source = edges(s);
    int[][] target = edges(t);
    return new MatchingProblem(
        n,
        cosines(s, t),
        source[0],
        source[1],
        target[0],
        target[1],
        cosines(differences(s, source), differences(t, target)),
        0.5);
  }

  private static double[][] normal(int n, Random random) {
    double[][] x = new double[n][WIDTH];
    for (double[] row : x) {
      Arrays.setAll(row, k -> random.nextGaussian());
    }
    return x;
  }

  private static double[][] noisy(double[][] base, double sigma, double[][] noise) {
    double[][] x = new double[base.length][WIDTH];
    for (int i = 0; i < base.length; i++) {
      double[] b = base[i];
      double[] g = noise[i];
      Arrays.setAll(x[i], k -> b[k] + sigma * g[k]);
    }
    return x;
  }

  private static int[][] edges(double[][] x) {
    int n = x.length;
    double[] cosines = cosines(x, x);
    boolean[] adjacent = new boolean[n * n];
    for (int i = 0; i < n; i++) {
      int row = i * n;
      IntStream.range(0, n)
          .filter(j -> j * n != row)
          .boxed()
          .sorted(Comparator.comparingDouble(j -> -cosines[row + j]))
          .limit(NEIGHBOURS)
          .forEach(
              j -> {
                adjacent[row + j] = true;
                adjacent[j * n + row / n] = true;
              });
    }
    int[] cells = IntStream.range(0, n * n).filter(k -> adjacent[k]).toArray();
    return new int[][] {
      Arrays.stream(cells).map(k -> k / n).toArray(), Arrays.stream(cells).map(k -> k % n).toArray()
    };
  }

  private static double[][] differences(double[][] x, int[][] edges) {
    double[][] d = new double[edges[0].length][WIDTH];
    for (int e = 0; e < d.length; e++) {
      double[] from = x[edges[0][e]];
      double[] to = x[edges[1][e]];
      Arrays.setAll(d[e], k -> from[k] - to[k]);
    }
    return d;
  }

  private static double[] cosines(double[][] x, double[][] y) {
    double[] cosines = new double[x.length * y.length];
    for (int i = 0; i < x.length; i++) {
      for (int a = 0; a < y.length; a++) {
        double scale = Math.sqrt(dot(x[i], x[i]) * dot(y[a], y[a]));
        cosines[i * y.length + a] = dot(x[i], y[a]) / scale;
      }
    }
    return cosines;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += x[k] * y[k];
    }
    return sum;
  }
}
