package org.lvmmed.model.matching;

/**
 * A quadratic assignment problem to be minimised: rows are assigned to columns, each at most once;
 * a linear cost for each (row, column) and a cost for pairs of them, counted once per unordered
 * pair. A matrix over (row, column) is row-major.
 */
interface PairCosts {
  int rows();

  int cols();

  /** Whether a row may stay unassigned, at cost 0; else rows = cols and nothing is forbidden. */
  boolean optional();

  /** Rows that share a pair with row i: {@code neighbours()[starts()[i] … starts()[i+1]−1]}. */
  int[] starts();

  int[] neighbours();

  /** rows×cols linear costs; +∞ forbids. */
  double[] linear();

  /** Adds {@code factor} × the cost of every pair that (row, col) is part of to the partner. */
  void addPartners(int row, int col, double factor, double[] target);

  /** As {@link #addPartners} for a whole assignment (−1: none). */
  default void addAssignment(int[] assignment, double factor, double[] target) {
    for (int i = 0; i < rows(); i++) {
      if (assignment[i] >= 0) {
        addPartners(i, assignment[i], factor, target);
      }
    }
  }

  /** Adds {@code factor} × the sum over all partners of each (row, column). */
  void addAll(double factor, double[] target);

  /** The cost of one pair, 0 where there is none. */
  double pair(int row, int col, int otherRow, int otherCol);

  /** The cost of an assignment (−1: none). */
  default double of(int[] assignment) {
    double cost = 0;
    for (int i = 0; i < rows(); i++) {
      if (assignment[i] >= 0) {
        cost += linear()[i * cols() + assignment[i]];
        for (int k = starts()[i]; k < starts()[i + 1]; k++) {
          int j = neighbours()[k];
          if (j > i && assignment[j] >= 0) {
            cost += pair(i, assignment[i], j, assignment[j]);
          }
        }
      }
    }
    return cost;
  }
}
