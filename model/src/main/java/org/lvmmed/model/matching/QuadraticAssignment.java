package org.lvmmed.model.matching;

import org.jspecify.annotations.Nullable;

/**
 * The search. The first start is Frank–Wolfe from the centre and local search. Each further one is
 * a burst of kicks on the best, then Frank–Wolfe from a mix of elites and a random assignment,
 * local search, and a crossover with every elite. A heuristic: no bound is given. Without pairs the
 * problem is a linear assignment and solved exactly. Scratch of one thread.
 */
final class QuadraticAssignment {
  /** Share of the further starts that mix elites; the others mix the centre. */
  private static final double FROM_ELITES = 0.9;

  private final LinearAssignment assignment = new LinearAssignment();
  private final FrankWolfe relaxation = new FrankWolfe();
  private final LocalSearch local = new LocalSearch();
  private final CycleCrossover crossover = new CycleCrossover();
  private final ElitePool elites = new ElitePool();
  private final SplitMix random = new SplitMix(0);
  private final IteratedSearch kicks = new IteratedSearch(local, random);
  private final RandomAssignment draw = new RandomAssignment(random);
  private PairCosts costs = new ProductCosts();
  private int[] best = new int[0];
  private int[] child = new int[0];
  private double bestValue;
  private int starts;
  private Matching.Ending ending = Matching.Ending.OPTIMAL;

  /** Column of each row (−1: none) in the best assignment: this object's own array. */
  int[] best() {
    return best;
  }

  int starts() {
    return starts;
  }

  Matching.Ending ending() {
    return ending;
  }

  /** Leaves in {@link #best} an assignment that is no worse than the warm start. */
  void run(PairCosts problem, Budget budget, long seed, int @Nullable [] warmStart) {
    Deadline deadline = new Deadline(budget.nanos());
    prepare(problem, seed);
    if (costs.starts()[costs.rows()] == 0) {
      solveLinear();
      return;
    }
    relaxation.load(costs);
    local.load(costs);
    kicks.load(costs);
    if (warmStart != null) {
      local.reset(warmStart);
      local.descend();
      keep();
    }
    search(budget.starts(), deadline);
  }

  private void search(int most, Deadline deadline) {
    first();
    starts = 1;
    while (starts < most && !deadline.passed()) {
      local.reset(best);
      kicks.run(deadline);
      keep();
      if (!deadline.passed()) {
        further();
        starts++;
      }
    }
    ending = starts < most ? Matching.Ending.TIME : Matching.Ending.STARTS;
  }

  private void prepare(PairCosts problem, long seed) {
    costs = problem;
    random.seed(seed);
    elites.clear();
    starts = 0;
    bestValue = Double.POSITIVE_INFINITY;
    if (best.length < costs.rows()) {
      best = new int[costs.rows()];
      child = new int[costs.rows()];
    }
  }

  private void solveLinear() {
    int[] columns = assignment.solve(costs.linear(), costs.rows(), costs.cols(), costs.optional());
    System.arraycopy(columns, 0, best, 0, costs.rows());
    ending = Matching.Ending.OPTIMAL;
  }

  private void first() {
    relaxation.begin();
    relaxation.addCentre(1);
    finish();
  }

  private void further() {
    relaxation.begin();
    double random = this.random.uniform();
    if (elites.size() > 1 && this.random.uniform() < FROM_ELITES) {
      addTwoElites(1 - random);
    } else {
      relaxation.addCentre(1 - random);
    }
    relaxation.addVertex(random, draw.next(costs));
    finish();
  }

  private void addTwoElites(double weight) {
    double share = random.uniform();
    int one = random.below(elites.size());
    int other = random.below(elites.size() - 1);
    relaxation.addVertex(weight * share, elites.get(one));
    relaxation.addVertex(weight * (1 - share), elites.get(other < one ? other : other + 1));
  }

  private void finish() {
    relaxation.run();
    local.reset(relaxation.best());
    local.descend();
    for (int k = 0; k < elites.size(); k++) {
      crossWith(elites.get(k));
    }
    keep();
  }

  private void crossWith(int[] other) {
    System.arraycopy(local.columnOf, 0, child, 0, costs.rows());
    if (crossover.improve(costs, child, other)) {
      local.become(child);
      local.settle();
    }
  }

  private void keep() {
    elites.offer(local.columnOf, costs.rows(), local.value());
    if (local.value() < bestValue) {
      bestValue = local.value();
      System.arraycopy(local.columnOf, 0, best, 0, costs.rows());
    }
  }
}
