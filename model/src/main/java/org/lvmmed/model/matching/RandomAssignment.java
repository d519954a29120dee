package org.lvmmed.model.matching;

/**
 * Random assignments of as many rows as a greedy pass can: rows in order, each to the next free
 * column that it may have in a random order of columns. Scratch of one thread.
 */
final class RandomAssignment {
  private final SplitMix random;
  private int[] columns = new int[0];
  private int[] assignment = new int[0];
  private boolean[] taken = new boolean[0];

  RandomAssignment(SplitMix random) {
    this.random = random;
  }

  /** Column of each row, −1 for none: this object's own array. */
  int[] next(PairCosts costs) {
    ensureCapacity(costs);
    int cols = costs.cols();
    for (int a = 0; a < cols; a++) {
      int k = random.below(a + 1);
      columns[a] = columns[k];
      columns[k] = a;
      taken[a] = false;
    }
    for (int i = 0; i < costs.rows(); i++) {
      assignment[i] = firstFree(costs, i);
    }
    return assignment;
  }

  private int firstFree(PairCosts costs, int row) {
    int cols = costs.cols();
    for (int k = 0; k < cols; k++) {
      int a = columns[(row + k) % cols];
      if (!taken[a] && costs.linear()[row * cols + a] < Double.POSITIVE_INFINITY) {
        taken[a] = true;
        return a;
      }
    }
    return -1;
  }

  private void ensureCapacity(PairCosts costs) {
    if (columns.length < costs.cols()) {
      columns = new int[costs.cols()];
      taken = new boolean[costs.cols()];
    }
    if (assignment.length < costs.rows()) {
      assignment = new int[costs.rows()];
    }
  }
}
