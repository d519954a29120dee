package org.lvmmed.model.matching;

import java.util.Arrays;

/**
 * Frank–Wolfe over doubly (sub)stochastic matrices X on ⟨c, X⟩ + ½⟨X, QX⟩, with exact linear
 * assignment steps and exact line search (Vogelstein et al., "Fast approximate quadratic
 * programming for graph matching", PLoS ONE 2015). QX is a running linear combination, so that a
 * step costs O(n²) and one assignment.
 */
final class FrankWolfe {
  private static final int MAX_STEPS = 60;
  private static final double RELATIVE_GAP = 1e-6;

  private final LinearAssignment assignment = new LinearAssignment();
  private double[] product = new double[0];
  private double[] step = new double[0];
  private double[] gradient = new double[0];
  private int[] best = new int[0];
  private double bestValue;

  /** ⟨c, X⟩ and ⟨X, QX⟩ of the current X. */
  private double linearPart;

  private double quadraticPart;

  /** The best vertex that the last run met: this object's own array. */
  int[] best() {
    return best;
  }

  double bestValue() {
    return bestValue;
  }

  /** Starts from the matrix that is 1 / max(rows, cols) wherever it may be. */
  void runFromCentre(PairCosts costs) {
    prepare(costs);
    double share = 1.0 / Math.max(costs.rows(), costs.cols());
    costs.addAll(share, product);
    linearPart = 0;
    quadraticPart = 0;
    double[] linear = costs.linear();
    for (int k = 0; k < costs.rows() * costs.cols(); k++) {
      if (linear[k] < Double.POSITIVE_INFINITY) {
        linearPart += share * linear[k];
        quadraticPart += share * product[k];
      }
    }
    iterate(costs);
  }

  /** Starts from an assignment. */
  void runFrom(PairCosts costs, int[] start) {
    prepare(costs);
    costs.addAssignment(start, product);
    linearPart = along(start, costs.linear(), costs);
    quadraticPart = along(start, product, costs);
    consider(costs, start, linearPart + quadraticPart / 2);
    iterate(costs);
  }

  private void prepare(PairCosts costs) {
    int cells = costs.rows() * costs.cols();
    if (product.length < cells) {
      product = new double[cells];
      step = new double[cells];
      gradient = new double[cells];
    }
    if (best.length < costs.rows()) {
      best = new int[costs.rows()];
    }
    Arrays.fill(product, 0, cells, 0);
    bestValue = Double.POSITIVE_INFINITY;
  }

  private void iterate(PairCosts costs) {
    double[] linear = costs.linear();
    int cells = costs.rows() * costs.cols();
    for (int k = 0; k < MAX_STEPS; k++) {
      for (int c = 0; c < cells; c++) {
        gradient[c] = linear[c] + product[c];
      }
      int[] vertex = assignment.solve(gradient, costs.rows(), costs.cols(), costs.optional());
      Arrays.fill(step, 0, cells, 0);
      costs.addAssignment(vertex, step);
      double vertexLinear = along(vertex, linear, costs);
      double vertexQuadratic = along(vertex, step, costs);
      consider(costs, vertex, vertexLinear + vertexQuadratic / 2);
      double mixed = along(vertex, product, costs);
      double slope = vertexLinear - linearPart + mixed - quadraticPart;
      double curvature = vertexQuadratic - 2 * mixed + quadraticPart;
      double length = length(slope, curvature);
      double value = Math.abs(linearPart + quadraticPart / 2);
      if (length == 0 || -slope <= RELATIVE_GAP * value) {
        return;
      }
      double rest = 1 - length;
      for (int c = 0; c < cells; c++) {
        product[c] = rest * product[c] + length * step[c];
      }
      linearPart = rest * linearPart + length * vertexLinear;
      quadraticPart =
          rest * rest * quadraticPart
              + 2 * rest * length * mixed
              + length * length * vertexQuadratic;
    }
  }

  /** Minimiser of slope·t + ½·curvature·t² in [0, 1]. */
  private static double length(double slope, double curvature) {
    if (curvature > 0) {
      return Math.max(0, Math.min(1, -slope / curvature));
    }
    return slope + curvature / 2 < 0 ? 1 : 0;
  }

  private static double along(int[] assignment, double[] matrix, PairCosts costs) {
    int cols = costs.cols();
    double sum = 0;
    for (int i = 0; i < costs.rows(); i++) {
      if (assignment[i] >= 0) {
        sum += matrix[i * cols + assignment[i]];
      }
    }
    return sum;
  }

  private void consider(PairCosts costs, int[] vertex, double value) {
    if (value < bestValue) {
      bestValue = value;
      System.arraycopy(vertex, 0, best, 0, costs.rows());
    }
  }
}
