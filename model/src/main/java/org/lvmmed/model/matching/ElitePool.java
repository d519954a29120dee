package org.lvmmed.model.matching;

/** The best few different assignments of a search, in no order. Scratch of one thread. */
final class ElitePool {
  private static final int CAPACITY = 8;
  private static final double RELATIVE_DIFFERENCE = 1e-9;

  private final int[][] assignments = new int[CAPACITY][0];
  private final double[] values = new double[CAPACITY];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** An assignment of the pool: its own array. */
  int[] get(int index) {
    return assignments[index];
  }

  /** Takes a copy where the assignment is new and better than the worst, or there is room. */
  void offer(int[] assignment, int rows, double value) {
    int worst = 0;
    for (int k = 0; k < size; k++) {
      // Of equal values are, but for rare ties, equal assignments.
      if (Math.abs(values[k] - value) <= RELATIVE_DIFFERENCE * Math.abs(value)) {
        return;
      }
      worst = values[k] > values[worst] ? k : worst;
    }
    boolean full = size == CAPACITY;
    if (full && values[worst] <= value) {
      return;
    }
    int slot = full ? worst : size++;
    if (assignments[slot].length < rows) {
      assignments[slot] = new int[rows];
    }
    System.arraycopy(assignment, 0, assignments[slot], 0, rows);
    values[slot] = value;
  }
}
