package org.lvmmed.model.matching;

/**
 * Iterated local search (Lourenço, Martin and Stützle, 2003): a few rows next to each other are
 * moved at random, the local search settles, and what is worse than before is undone. Only the rows
 * concerned are looked at again, so that a kick costs far less than a start. Bursts grow while they
 * pay and shrink while they do not. Scratch of one thread.
 */
final class IteratedSearch {
  private static final int LEAST_KICKS = 10;
  private static final int MOST_KICKS = 80;
  private static final int LEAST_MOVES = 2;
  private static final int MORE_MOVES = 5;
  private static final int TRIES = 8;

  /** One move in so many goes to any row instead of a neighbour of the last. */
  private static final int JUMP = 3;

  private final LocalSearch local;
  private final SplitMix random;
  private PairCosts costs = new ProductCosts();
  private int[] incumbent = new int[0];
  private int kicks = LEAST_KICKS;

  IteratedSearch(LocalSearch local, SplitMix random) {
    this.local = local;
    this.random = random;
  }

  void load(PairCosts problem) {
    costs = problem;
    kicks = LEAST_KICKS;
    if (incumbent.length < problem.rows()) {
      incumbent = new int[problem.rows()];
    }
  }

  /** A burst of kicks on what the local search holds, which is left no worse. */
  void run(Deadline deadline) {
    double begin = local.value();
    double least = begin;
    keep();
    for (int k = 0; k < kicks && !deadline.passed(); k++) {
      kick();
      local.settle();
      if (local.value() <= least) {
        least = local.value();
        keep();
      } else {
        local.restore(incumbent);
      }
    }
    boolean paid = least < begin - LocalSearch.RELATIVE_TOLERANCE * Math.abs(begin);
    kicks = paid ? Math.min(MOST_KICKS, 2 * kicks) : Math.max(LEAST_KICKS, kicks / 2);
  }

  private void keep() {
    System.arraycopy(local.columnOf, 0, incumbent, 0, costs.rows());
  }

  private void kick() {
    int moves = LEAST_MOVES + random.below(Math.min(MORE_MOVES, costs.rows()));
    int row = random.below(costs.rows());
    for (int k = 0; k < moves; k++) {
      moveAnywhere(row);
      row = next(row);
    }
  }

  private void moveAnywhere(int row) {
    for (int t = 0; t < TRIES; t++) {
      int col = random.below(costs.cols());
      boolean allowed = costs.linear()[row * costs.cols() + col] < Double.POSITIVE_INFINITY;
      if (allowed && col != local.columnOf[row]) {
        local.moveAndWake(row, col);
        return;
      }
    }
  }

  private int next(int row) {
    int first = costs.starts()[row];
    int degree = costs.starts()[row + 1] - first;
    boolean jumps = degree == 0 || random.below(JUMP) == 0;
    return jumps ? random.below(costs.rows()) : costs.neighbours()[first + random.below(degree)];
  }
}
