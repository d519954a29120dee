package org.lvmmed.model.matching;

/** Optima by enumeration, straight from the definitions. */
final class BruteForce {

  private BruteForce() {}

  static double affinity(MatchingProblem p, int[] v) {
    double sum = 0;
    for (int i = 0; i < p.n(); i++) {
      sum += p.vertex()[i * p.n() + v[i]];
    }
    for (int e = 0; e < p.sourceFrom().length; e++) {
      for (int f = 0; f < p.targetFrom().length; f++) {
        boolean laid =
            v[p.sourceFrom()[e]] == p.targetFrom()[f] && v[p.sourceTo()[e]] == p.targetTo()[f];
        sum += laid ? p.edgeWeight() * p.edge()[e * p.targetFrom().length + f] : 0;
      }
    }
    return sum;
  }

  /** All n! permutations, each row's share added as it is placed. */
  static double best(MatchingProblem p) {
    return best(p, pairs(p), new int[p.n()], 0, 0, 0);
  }

  /** Affinity of i on a together with j on b, at ((i·n + a)·n + j)·n + b. */
  private static double[] pairs(MatchingProblem p) {
    int n = p.n();
    double[] pairs = new double[n * n * n * n];
    for (int e = 0; e < p.sourceFrom().length; e++) {
      for (int f = 0; f < p.targetFrom().length; f++) {
        int ia = p.sourceFrom()[e] * n + p.targetFrom()[f];
        int jb = p.sourceTo()[e] * n + p.targetTo()[f];
        pairs[ia * n * n + jb] += p.edgeWeight() * p.edge()[e * p.targetFrom().length + f];
      }
    }
    return pairs;
  }

  private static double best(
      MatchingProblem p, double[] pairs, int[] v, int row, int used, double sum) {
    int n = p.n();
    if (row == n) {
      return sum;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < n; a++) {
      if ((used >> a & 1) == 0) {
        v[row] = a;
        double placed = sum + p.vertex()[row * n + a];
        for (int j = 0; j < row; j++) {
          int here = row * n + a;
          int there = j * n + v[j];
          placed += pairs[here * n * n + there] + pairs[there * n * n + here];
        }
        best = Math.max(best, best(p, pairs, v, row + 1, used | 1 << a, placed));
      }
    }
    return best;
  }

  static double cost(SparseProblem p, int[] columns) {
    double sum = 0;
    for (int k = 0; k < p.row().length; k++) {
      sum += made(p, k, columns) ? p.cost()[k] : 0;
    }
    for (int e = 0; e < p.first().length; e++) {
      boolean both = made(p, p.first()[e], columns) && made(p, p.second()[e], columns);
      sum += both ? p.pairCost()[e] : 0;
    }
    return sum;
  }

  private static boolean made(SparseProblem p, int k, int[] columns) {
    return columns[p.row()[k]] == p.col()[k];
  }

  /** All partial matchings, each assignment's share added as it is made. */
  static double least(SparseProblem p) {
    int cells = p.row().length;
    double[] pairs = new double[cells * cells];
    for (int e = 0; e < p.first().length; e++) {
      pairs[p.first()[e] * cells + p.second()[e]] += p.pairCost()[e];
      pairs[p.second()[e] * cells + p.first()[e]] += p.pairCost()[e];
    }
    return least(p, pairs, new int[p.rows()], 0, 0, 0, 0);
  }

  private static double least(
      SparseProblem p, double[] pairs, int[] chosen, int count, int row, int used, double sum) {
    if (row == p.rows()) {
      return sum;
    }
    double least = least(p, pairs, chosen, count, row + 1, used, sum);
    for (int k = 0; k < p.row().length; k++) {
      if (p.row()[k] == row && (used >> p.col()[k] & 1) == 0) {
        double made = sum + p.cost()[k];
        for (int c = 0; c < count; c++) {
          made += pairs[k * p.row().length + chosen[c]];
        }
        chosen[count] = k;
        int taken = used | 1 << p.col()[k];
        least = Math.min(least, least(p, pairs, chosen, count + 1, row + 1, taken, made));
      }
    }
    return least;
  }
}
