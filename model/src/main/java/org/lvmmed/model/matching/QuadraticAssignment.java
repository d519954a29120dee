package org.lvmmed.model.matching;

import org.jspecify.annotations.Nullable;

/**
 * The search: Frank–Wolfe from several starts, each followed by local search. Scratch of one
 * thread.
 */
final class QuadraticAssignment {
  private final LinearAssignment assignment = new LinearAssignment();
  private final FrankWolfe relaxation = new FrankWolfe();
  private final LocalSearch local = new LocalSearch();
  private final SplitMix random = new SplitMix(0);
  private int[] best = new int[0];
  private int[] start = new int[0];
  private double bestValue;
  private int starts;
  private Matching.Ending ending = Matching.Ending.OPTIMAL;

  /** Column of each row (−1: none) in the best assignment: this object's own array. */
  int[] best() {
    return best;
  }

  double bestValue() {
    return bestValue;
  }

  int starts() {
    return starts;
  }

  Matching.Ending ending() {
    return ending;
  }

  void run(PairCosts costs, Budget budget, long seed, int @Nullable [] warmStart) {
    long begin = System.nanoTime();
    prepare(costs, seed);
    if (costs.starts()[costs.rows()] == 0) {
      solveLinear(costs);
      return;
    }
    if (warmStart != null) {
      improve(costs, warmStart);
    }
    while (starts < budget.starts()) {
      start(costs);
      starts++;
      if (System.nanoTime() - begin >= budget.nanos()) {
        ending = Matching.Ending.TIME;
        return;
      }
    }
    ending = Matching.Ending.STARTS;
  }

  private void prepare(PairCosts costs, long seed) {
    random.seed(seed);
    starts = 0;
    bestValue = Double.POSITIVE_INFINITY;
    if (best.length < costs.rows()) {
      best = new int[costs.rows()];
      start = new int[costs.rows()];
    }
  }

  private void solveLinear(PairCosts costs) {
    int[] columns = assignment.solve(costs.linear(), costs.rows(), costs.cols(), costs.optional());
    System.arraycopy(columns, 0, best, 0, costs.rows());
    bestValue = 0;
    for (int i = 0; i < costs.rows(); i++) {
      bestValue += best[i] < 0 ? 0 : costs.linear()[i * costs.cols() + best[i]];
    }
    ending = Matching.Ending.OPTIMAL;
  }

  private void start(PairCosts costs) {
    if (starts == 0) {
      relaxation.runFromCentre(costs);
    } else {
      shuffle(costs);
      relaxation.runFrom(costs, start);
    }
    improve(costs, relaxation.best());
  }

  private void shuffle(PairCosts costs) {
    for (int i = 0; i < costs.rows(); i++) {
      int k = random.below(i + 1);
      start[i] = start[k];
      start[k] = i;
    }
  }

  private void improve(PairCosts costs, int[] from) {
    local.reset(costs, from);
    local.descend();
    if (local.value() < bestValue) {
      bestValue = local.value();
      System.arraycopy(local.columnOf, 0, best, 0, costs.rows());
    }
  }
}
