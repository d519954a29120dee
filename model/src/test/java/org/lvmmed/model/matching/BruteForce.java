package org.lvmmed.model.matching;

import java.util.Arrays;

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

  static double best(MatchingProblem p) {
    return best(p, new int[p.n()], 0, 0);
  }

  private static double best(MatchingProblem p, int[] v, int row, int used) {
    if (row == p.n()) {
      return affinity(p, v);
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < p.n(); a++) {
      if ((used >> a & 1) == 0) {
        v[row] = a;
        best = Math.max(best, best(p, v, row + 1, used | 1 << a));
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

  static double least(SparseProblem p) {
    int[] columns = new int[p.rows()];
    Arrays.fill(columns, -1);
    return least(p, columns, 0, 0);
  }

  private static double least(SparseProblem p, int[] columns, int row, int used) {
    if (row == p.rows()) {
      return cost(p, columns);
    }
    columns[row] = -1;
    double least = least(p, columns, row + 1, used);
    for (int k = 0; k < p.row().length; k++) {
      if (p.row()[k] == row && (used >> p.col()[k] & 1) == 0) {
        columns[row] = p.col()[k];
        least = Math.min(least, least(p, columns, row + 1, used | 1 << p.col()[k]));
      }
    }
    columns[row] = -1;
    return least;
  }
}
