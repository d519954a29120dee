package org.lvmmed.model.matching;

import java.util.Arrays;

/**
 * Frank–Wolfe over doubly (sub)stochastic matrices X on ⟨c, X⟩ + ½⟨X, QX⟩, with exact linear
 * assignment steps and exact line search (Vogelstein et al., "Fast approximate quadratic
 * programming for graph matching", PLoS ONE 2015). The gradient c + QX is a running linear
 * combination, so that a step costs O(n²), the pairs of one assignment, and one linear assignment.
 */
final class FrankWolfe {
  private static final int MAX_STEPS = 60;
  private static final double RELATIVE_GAP = 1e-4;

  private final LinearAssignment assignment = new LinearAssignment();
  private PairCosts costs = new ProductCosts();
  private int cells;
  private double[] gradient = new double[0];

  /** Q·1 and what it sums to, once a problem needs them. */
  private double[] centre = new double[0];

  private boolean centreKnown;
  private double centreLinear;
  private double centreQuadratic;
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

  /** Forgets all that was computed from another problem's costs. */
  void load(PairCosts problem) {
    costs = problem;
    cells = problem.rows() * problem.cols();
    centreKnown = false;
    if (gradient.length < cells) {
      gradient = new double[cells];
    }
    if (best.length < problem.rows()) {
      best = new int[problem.rows()];
    }
  }

  /** Begins a run at X = 0, which is no start: weights that sum to 1 are to be added. */
  void begin() {
    System.arraycopy(costs.linear(), 0, gradient, 0, cells);
    linearPart = 0;
    quadraticPart = 0;
    bestValue = Double.POSITIVE_INFINITY;
  }

  /** Adds {@code weight} × the matrix that is 1 / max(rows, cols) wherever it may be. */
  void addCentre(double weight) {
    computeCentre();
    double share = weight / Math.max(costs.rows(), costs.cols());
    double[] linear = costs.linear();
    double against = 0;
    for (int k = 0; k < cells; k++) {
      if (linear[k] < Double.POSITIVE_INFINITY) {
        against += gradient[k] - linear[k];
        gradient[k] += share * centre[k];
      }
    }
    linearPart += share * centreLinear;
    quadraticPart += 2 * share * against + share * share * centreQuadratic;
  }

  private void computeCentre() {
    if (centreKnown) {
      return;
    }
    if (centre.length < cells) {
      centre = new double[cells];
    }
    Arrays.fill(centre, 0, cells, 0);
    costs.addAll(1, centre);
    centreLinear = 0;
    centreQuadratic = 0;
    for (int k = 0; k < cells; k++) {
      if (costs.linear()[k] < Double.POSITIVE_INFINITY) {
        centreLinear += costs.linear()[k];
        centreQuadratic += centre[k];
      }
    }
    centreKnown = true;
  }

  /** Adds {@code weight} × an assignment. */
  void addVertex(double weight, int[] vertex) {
    double linear = along(vertex, costs.linear());
    double mixed = along(vertex, gradient) - linear;
    double quadratic = 2 * (costs.of(vertex) - linear);
    linearPart += weight * linear;
    quadraticPart += 2 * weight * mixed + weight * weight * quadratic;
    costs.addAssignment(vertex, weight, gradient);
  }

  /** Runs from the point that was added up to where no assignment lies downhill. */
  void run() {
    for (int k = 0; k < MAX_STEPS; k++) {
      int[] vertex = nextVertex(k == 0);
      if (!stepTowards(vertex)) {
        return;
      }
    }
  }

  /** A step changes the gradient little: the last prices are a good begin for the next one. */
  private int[] nextVertex(boolean first) {
    if (first || costs.optional() || costs.rows() != costs.cols()) {
      return assignment.solve(gradient, costs.rows(), costs.cols(), costs.optional());
    }
    return assignment.solveWarm(gradient, costs.rows());
  }

  private boolean stepTowards(int[] vertex) {
    double linear = along(vertex, costs.linear());
    double mixed = along(vertex, gradient) - linear;
    double value = costs.of(vertex);
    double quadratic = 2 * (value - linear);
    consider(vertex, value);
    double slope = linear - linearPart + mixed - quadraticPart;
    double curvature = quadratic - 2 * mixed + quadraticPart;
    double length = length(slope, curvature);
    if (length == 0 || -slope <= RELATIVE_GAP * Math.abs(linearPart + quadraticPart / 2)) {
      return false;
    }
    double rest = 1 - length;
    shrink(rest, length);
    costs.addAssignment(vertex, length, gradient);
    linearPart = rest * linearPart + length * linear;
    quadraticPart =
        rest * rest * quadraticPart + 2 * rest * length * mixed + length * length * quadratic;
    return true;
  }

  private void shrink(double rest, double length) {
    double[] linear = costs.linear();
    if (rest == 0) {
      System.arraycopy(linear, 0, gradient, 0, cells);
      return;
    }
    for (int c = 0; c < cells; c++) {
      gradient[c] = rest * gradient[c] + length * linear[c];
    }
  }

  /** Minimiser of slope·t + ½·curvature·t² in [0, 1]. */
  private static double length(double slope, double curvature) {
    if (curvature > 0) {
      return Math.max(0, Math.min(1, -slope / curvature));
    }
    return slope + curvature / 2 < 0 ? 1 : 0;
  }

  private double along(int[] vertex, double[] matrix) {
    int cols = costs.cols();
    double sum = 0;
    for (int i = 0; i < costs.rows(); i++) {
      if (vertex[i] >= 0) {
        sum += matrix[i * cols + vertex[i]];
      }
    }
    return sum;
  }

  private void consider(int[] vertex, double value) {
    if (value < bestValue) {
      bestValue = value;
      System.arraycopy(vertex, 0, best, 0, costs.rows());
    }
  }
}
