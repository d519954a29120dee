package org.lvmmed.model.matching;

/**
 * A general matching problem, to be minimised: rows are assigned to columns, each at most once, at
 * the cost of each assignment made and of each pair of assignments that are made together. What is
 * not listed as an assignment is forbidden; what is not listed as a pair costs nothing; a row or
 * column may stay unassigned at cost 0.
 *
 * @param rows nodes of the one side
 * @param cols nodes of the other
 * @param row with {@code col} and {@code cost}: the assignments that are allowed
 * @param col see {@code row}
 * @param cost see {@code row}
 * @param first with {@code second} and {@code pairCost}: pairs of assignments, by their index; a
 *     pair that is listed twice costs the sum
 * @param second see {@code first}
 * @param pairCost see {@code first}
 */
public record SparseProblem(
    int rows,
    int cols,
    int[] row,
    int[] col,
    double[] cost,
    int[] first,
    int[] second,
    double[] pairCost) {

  /** Cells of the dense matrices that a solve needs: six of them in double are 200 MB. */
  static final int MOST_CELLS = 1 << 22;

  /** Checks shapes, indices and values. */
  public SparseProblem {
    long cells = (long) rows * cols;
    require("rows", rows, rows >= 1, "at least 1");
    require("columns", cols, cols >= 1, "at least 1");
    require("rows × columns", cells, cells <= MOST_CELLS, "at most " + MOST_CELLS);
    require("assignments' columns", col.length, col.length == row.length, "one per row");
    require("assignments' costs", cost.length, cost.length == row.length, "one per assignment");
    require("pairs' seconds", second.length, second.length == first.length, "one per first");
    require("pairs' costs", pairCost.length, pairCost.length == first.length, "one per pair");
    requireAssignments(rows, cols, row, col, cost);
    for (int e = 0; e < first.length; e++) {
      requireBelow("pair", e, first[e], row.length);
      requireBelow("pair", e, second[e], row.length);
      requireFinite("pair", e, pairCost[e]);
    }
  }

  private static void requireAssignments(int rows, int cols, int[] row, int[] col, double[] cost) {
    boolean[] listed = new boolean[rows * cols];
    for (int k = 0; k < row.length; k++) {
      requireBelow("assignment", k, row[k], rows);
      requireBelow("assignment", k, col[k], cols);
      requireFinite("assignment", k, cost[k]);
      if (listed[row[k] * cols + col[k]]) {
        throw new IllegalArgumentException(
            "Invalid assignment %d: %d → %d is listed twice".formatted(k, row[k], col[k]));
      }
      listed[row[k] * cols + col[k]] = true;
    }
  }

  private static void require(String what, Number value, boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid matching problem: %s %s (%s)".formatted(what, value, rule));
    }
  }

  private static void requireBelow(String what, int index, int value, int bound) {
    if (value < 0 || value >= bound) {
      throw new IllegalArgumentException(
          "Invalid %s %d: %d (0 … %d)".formatted(what, index, value, bound - 1));
    }
  }

  private static void requireFinite(String what, int index, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Invalid %s %d: cost %s (finite)".formatted(what, index, value));
    }
  }
}
