package org.lvmmed.model.matching;

import java.util.Arrays;

/**
 * Dense linear assignment, minimised: Jonker and Volgenant, "A shortest augmenting path algorithm
 * for dense and sparse linear assignment problems", Computing 38 (1987). Column reduction,
 * reduction transfer, augmenting row reduction, then shortest augmenting paths; O(n³) at worst.
 *
 * <p>An instance is the scratch space of one thread: it grows to the largest problem that it was
 * given and allocates nothing after that.
 */
public final class LinearAssignment {
  private static final int ROW_REDUCTION_PASSES = 2;
  private static final int STEPS_PER_ROW = 4;

  private int rows;
  private int cols;
  private boolean optional;
  private double[] cost = new double[0];

  private int[] columnOf = new int[0];
  private int[] free = new int[0];
  private int[] rowOf = new int[0];
  private double[] price = new double[0];
  private double[] distance = new double[0];
  private int[] predecessor = new int[0];
  private int[] order = new int[0];

  /**
   * Assigns every row to a column of its own at the least total cost.
   *
   * @param cost n×n costs, row-major, finite
   * @param n rows and columns
   * @return the column of each row: this object's own array, overwritten by the next call
   */
  public int[] solve(double[] cost, int n) {
    return solve(cost, n, n, false);
  }

  /**
   * As {@link #solve(double[], int)} on a rectangle. Where {@code optional}, a row may also stay
   * unassigned (−1) at cost 0 and a cost may be +∞ (forbidden); else rows ≤ cols and costs are
   * finite.
   */
  int[] solve(double[] cost, int rows, int cols, boolean optional) {
    prepare(cost, rows, cols, optional);
    int count;
    if (rows == cols && !optional) {
      reduceColumns();
      count = transferReduction();
    } else {
      count = freeAllRows();
    }
    return finish(count);
  }

  /**
   * As {@link #solve(double[], int)}, starting from the column prices that the last call on a
   * problem of this size left behind.
   */
  int[] solveWarm(double[] cost, int n) {
    if (n != rows || n != cols || optional) {
      return solve(cost, n);
    }
    this.cost = cost;
    Arrays.fill(columnOf, 0, n, -1);
    Arrays.fill(rowOf, 0, n, -1);
    for (int i = 0; i < n; i++) {
      free[i] = i;
    }
    return finish(n);
  }

  private int[] finish(int freeRows) {
    int count = freeRows;
    for (int pass = 0; pass < ROW_REDUCTION_PASSES && count > 0; pass++) {
      count = reduceRows(count);
    }
    for (int k = 0; k < count; k++) {
      augment(free[k]);
    }
    return columnOf;
  }

  private void prepare(double[] cost, int rows, int cols, boolean optional) {
    this.cost = cost;
    this.rows = rows;
    this.cols = cols;
    this.optional = optional;
    if (columnOf.length < rows) {
      columnOf = new int[rows];
      free = new int[rows];
    }
    if (rowOf.length < cols) {
      rowOf = new int[cols];
      price = new double[cols];
      distance = new double[cols];
      predecessor = new int[cols];
      order = new int[cols];
    }
    Arrays.fill(columnOf, 0, rows, -1);
    Arrays.fill(rowOf, 0, cols, -1);
  }

  private int freeAllRows() {
    Arrays.fill(price, 0, cols, 0);
    for (int i = 0; i < rows; i++) {
      free[i] = i;
    }
    return rows;
  }

  /** Prices each column at its least cost and gives it to that row, where the row is still free. */
  private void reduceColumns() {
    System.arraycopy(cost, 0, price, 0, cols);
    Arrays.fill(predecessor, 0, cols, 0);
    for (int i = 1; i < rows; i++) {
      int base = i * cols;
      for (int j = 0; j < cols; j++) {
        if (cost[base + j] < price[j]) {
          price[j] = cost[base + j];
          predecessor[j] = i;
        }
      }
    }
    Arrays.fill(order, 0, cols, 0);
    for (int j = cols - 1; j >= 0; j--) {
      int i = predecessor[j];
      order[i]++;
      if (columnOf[i] < 0) {
        columnOf[i] = j;
        rowOf[j] = i;
      }
    }
  }

  /** Lowers the price of a column whose row is the least of no other column; lists free rows. */
  private int transferReduction() {
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (order[i] == 0) {
        free[count++] = i;
      } else if (order[i] == 1 && cols > 1) {
        price[columnOf[i]] -= leastOther(i, columnOf[i]);
      }
    }
    return count;
  }

  private double leastOther(int row, int column) {
    int base = row * cols;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < cols; j++) {
      if (j != column) {
        least = Math.min(least, cost[base + j] - price[j]);
      }
    }
    return least - (cost[base + column] - price[column]);
  }

  /**
   * Each free row takes its best column and pays the difference to its second best; the row that
   * held the column goes next. Steps are bounded because differences near the rounding error would
   * otherwise let two rows outbid each other for ever.
   */
  private int reduceRows(int count) {
    int kept = 0;
    int next = 0;
    int steps = STEPS_PER_ROW * rows;
    while (next < count) {
      int i = free[next++];
      int base = i * cols;
      int best = -1;
      int second = -1;
      double least = optional ? 0 : Double.POSITIVE_INFINITY;
      double runnerUp = Double.POSITIVE_INFINITY;
      for (int j = 0; j < cols; j++) {
        double reduced = cost[base + j] - price[j];
        if (reduced < runnerUp) {
          if (reduced < least) {
            runnerUp = least;
            second = best;
            least = reduced;
            best = j;
          } else {
            runnerUp = reduced;
            second = j;
          }
        }
      }
      if (best < 0) {
        continue;
      }
      double lowered = price[best] - (runnerUp - least);
      boolean outbids = lowered < price[best] && runnerUp < Double.POSITIVE_INFINITY;
      if (outbids) {
        price[best] = lowered;
      } else if (rowOf[best] >= 0) {
        best = second;
      }
      if (best < 0) {
        continue;
      }
      int displaced = rowOf[best];
      columnOf[i] = best;
      rowOf[best] = i;
      if (displaced >= 0) {
        columnOf[displaced] = -1;
        if (outbids && --steps > 0) {
          free[--next] = displaced;
        } else {
          free[kept++] = displaced;
        }
      }
    }
    return kept;
  }

  /** Shortest augmenting path from a free row, by Dijkstra on reduced costs. */
  private void augment(int root) {
    int base = root * cols;
    for (int j = 0; j < cols; j++) {
      distance[j] = cost[base + j] - price[j];
      predecessor[j] = root;
      order[j] = j;
    }
    double leaving = optional ? 0 : Double.POSITIVE_INFINITY;
    int leaver = root;
    int done = 0;
    int low = 0;
    int high = 0;
    double level = 0;
    while (true) {
      if (low == high) {
        done = low;
        level = low == cols ? Double.POSITIVE_INFINITY : distance[order[low]];
        for (int k = high; k < cols; k++) {
          int j = order[k];
          double d = distance[j];
          if (d <= level) {
            if (d < level) {
              level = d;
              high = low;
            }
            order[k] = order[high];
            order[high++] = j;
          }
        }
        if (leaving <= level) {
          settle(done, leaving);
          leave(leaver, root);
          return;
        }
        for (int k = low; k < high; k++) {
          if (rowOf[order[k]] < 0) {
            settle(done, level);
            flip(order[k], root);
            return;
          }
        }
      }
      int column = order[low++];
      int i = rowOf[column];
      int rowBase = i * cols;
      double offset = cost[rowBase + column] - price[column] - level;
      if (optional && -offset < leaving) {
        leaving = -offset;
        leaver = i;
      }
      for (int k = high; k < cols; k++) {
        int j = order[k];
        double d = cost[rowBase + j] - price[j] - offset;
        if (d < distance[j]) {
          distance[j] = d;
          predecessor[j] = i;
          if (d <= level) {
            if (rowOf[j] < 0) {
              settle(done, level);
              flip(j, root);
              return;
            }
            order[k] = order[high];
            order[high++] = j;
          }
        }
      }
    }
  }

  private void settle(int done, double level) {
    for (int k = 0; k < done; k++) {
      int j = order[k];
      price[j] += distance[j] - level;
    }
  }

  private void leave(int leaver, int root) {
    if (leaver != root) {
      int column = columnOf[leaver];
      columnOf[leaver] = -1;
      flip(column, root);
    }
  }

  private void flip(int last, int root) {
    int column = last;
    int i;
    do {
      i = predecessor[column];
      rowOf[column] = i;
      int previous = columnOf[i];
      columnOf[i] = column;
      column = previous;
    } while (i != root);
  }
}
