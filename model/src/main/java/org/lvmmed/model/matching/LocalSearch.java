package org.lvmmed.model.matching;

import java.util.Arrays;

/**
 * An assignment that is improved move by move. It keeps the cost that each row would have at each
 * column given all others, so that a move is judged in O(1) and made in O(degree²).
 */
final class LocalSearch {
  static final double RELATIVE_TOLERANCE = 1e-10;

  private PairCosts costs = new ProductCosts();
  private int rows;
  private int cols;
  private boolean optional;
  private double value;
  private double tolerance;

  /** Column of each row, −1 where unassigned. */
  int[] columnOf = new int[0];

  /** Row of each column, −1 where free. */
  int[] rowOf = new int[0];

  /** marginal[i·cols+a]: linear cost of (i, a) and of its pairs with all that is assigned. */
  private double[] marginal = new double[0];

  /** adjacency[i·rows+j]: whether rows i and j share pairs. */
  private boolean[] adjacency = new boolean[0];

  /** Rows that may have an improving move: a ring. */
  private int[] queue = new int[0];

  private boolean[] queued = new boolean[0];
  private int head;
  private int size;

  double value() {
    return value;
  }

  /** Takes over a problem. */
  void load(PairCosts problem) {
    costs = problem;
    rows = problem.rows();
    cols = problem.cols();
    optional = problem.optional();
    ensureCapacity();
    readAdjacency();
  }

  /** Begins anew at an assignment. */
  void reset(int[] assignment) {
    System.arraycopy(costs.linear(), 0, marginal, 0, rows * cols);
    Arrays.fill(columnOf, 0, rows, -1);
    Arrays.fill(rowOf, 0, cols, -1);
    value = 0;
    double scale = 0;
    for (int i = 0; i < rows; i++) {
      if (assignment[i] >= 0) {
        scale += Math.abs(marginal[i * cols + assignment[i]]);
        place(i, assignment[i]);
      }
    }
    tolerance = RELATIVE_TOLERANCE * (scale + Math.abs(value));
    head = 0;
    size = 0;
    Arrays.fill(queued, 0, rows, false);
  }

  private void readAdjacency() {
    if (adjacency.length < rows * rows) {
      adjacency = new boolean[rows * rows];
    }
    Arrays.fill(adjacency, 0, rows * rows, false);
    for (int i = 0; i < rows; i++) {
      for (int k = costs.starts()[i]; k < costs.starts()[i + 1]; k++) {
        adjacency[i * rows + costs.neighbours()[k]] = true;
      }
    }
  }

  private void ensureCapacity() {
    if (columnOf.length < rows) {
      columnOf = new int[rows];
      queue = new int[rows];
      queued = new boolean[rows];
    }
    if (rowOf.length < cols) {
      rowOf = new int[cols];
    }
    if (marginal.length < rows * cols) {
      marginal = new double[rows * cols];
    }
  }

  private void place(int row, int col) {
    value += marginal[row * cols + col];
    columnOf[row] = col;
    rowOf[col] = row;
    costs.addPartners(row, col, 1, marginal);
  }

  private void lift(int row) {
    int col = columnOf[row];
    value -= marginal[row * cols + col];
    columnOf[row] = -1;
    rowOf[col] = -1;
    costs.addPartners(row, col, -1, marginal);
  }

  /**
   * Moves a row to a column (−1: none). Who held it takes the row's place, or none where that is
   * forbidden or, if rows may stay unassigned, dearer.
   */
  void move(int row, int col) {
    int old = columnOf[row];
    int holder = col < 0 ? -1 : rowOf[col];
    boolean swaps = holder >= 0 && old >= 0 && swap(row, col, holder, old) <= ejected();
    if (old >= 0) {
      lift(row);
    }
    if (holder >= 0) {
      lift(holder);
    }
    if (col >= 0) {
      place(row, col);
    }
    if (swaps) {
      place(holder, old);
    }
  }

  /** The most that a row may cost before it is left unassigned. */
  private double ejected() {
    return optional ? 0 : Double.MAX_VALUE;
  }

  /** Cost of the holder in the place of the row that takes the holder's. */
  private double swap(int row, int col, int holder, int old) {
    double cost = marginal[holder * cols + old];
    return adjacent(row, holder) ? cost + costs.pair(row, col, holder, old) : cost;
  }

  private boolean adjacent(int row, int other) {
    return adjacency[row * rows + other];
  }

  /** What {@link #move} would add to the value. */
  double delta(int row, int col) {
    int old = columnOf[row];
    int holder = col < 0 ? -1 : rowOf[col];
    double change = col < 0 ? 0 : marginal[row * cols + col];
    if (old >= 0) {
      change -= marginal[row * cols + old];
    }
    if (holder >= 0) {
      change -= marginal[holder * cols + col];
      if (old >= 0) {
        change += Math.min(ejected(), swap(row, col, holder, old));
        if (adjacent(row, holder)) {
          change += costs.pair(row, old, holder, col);
        }
      }
    }
    return change;
  }

  /** Moves and swaps, best of a row first, until no row has an improving one. */
  void descend() {
    for (int i = 0; i < rows; i++) {
      enqueue(i);
    }
    settle();
  }

  /** As {@link #descend}, for the rows that were woken since. */
  void settle() {
    while (size > 0) {
      improve(dequeue());
    }
  }

  private void improve(int row) {
    int old = columnOf[row];
    int best = old;
    double least = -tolerance;
    int base = row * cols;
    for (int a = 0; a < cols; a++) {
      if (a != old && marginal[base + a] < Double.POSITIVE_INFINITY) {
        double change = delta(row, a);
        if (change < least) {
          least = change;
          best = a;
        }
      }
    }
    if (optional && old >= 0 && delta(row, -1) < least) {
      best = -1;
    }
    if (best != old) {
      moveAndWake(row, best);
    }
  }

  /** {@link #move}, after which the rows concerned are to be looked at again. */
  void moveAndWake(int row, int col) {
    int holder = col < 0 ? -1 : rowOf[col];
    move(row, col);
    wake(row);
    if (holder >= 0) {
      wake(holder);
    }
  }

  /** Turns into another assignment at the cost of the rows that differ, and wakes these. */
  void become(int[] assignment) {
    for (int i = 0; i < rows; i++) {
      if (columnOf[i] != assignment[i]) {
        if (columnOf[i] >= 0) {
          lift(i);
        }
        wake(i);
      }
    }
    for (int i = 0; i < rows; i++) {
      if (columnOf[i] != assignment[i]) {
        place(i, assignment[i]);
      }
    }
  }

  private void wake(int row) {
    enqueue(row);
    int[] starts = costs.starts();
    int[] neighbours = costs.neighbours();
    for (int k = starts[row]; k < starts[row + 1]; k++) {
      enqueue(neighbours[k]);
    }
  }

  /** As {@link #become} for an assignment that is known to have no improving move. */
  void restore(int[] assignment) {
    become(assignment);
    while (size > 0) {
      dequeue();
    }
  }

  private void enqueue(int row) {
    if (!queued[row]) {
      queued[row] = true;
      int slot = head + size++;
      queue[slot >= rows ? slot - rows : slot] = row;
    }
  }

  private int dequeue() {
    int row = queue[head];
    head = head + 1 == rows ? 0 : head + 1;
    size--;
    queued[row] = false;
    return row;
  }
}
