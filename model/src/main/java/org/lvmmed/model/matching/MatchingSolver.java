package org.lvmmed.model.matching;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Solves {@link MatchingProblem}s and {@link SparseProblem}s. One instance per thread: it holds the
 * scratch space, which grows to the largest problem.
 */
public final class MatchingSolver {
  private final ProductCosts costs = new ProductCosts();
  private final SparseCosts sparseCosts = new SparseCosts();
  private final QuadraticAssignment search = new QuadraticAssignment();

  /**
   * The best permutation within a budget. The result is never worse than the warm start.
   *
   * @param problem what to match
   * @param budget when to stop
   * @param seed of all random choices: with a budget in starts, the same seed gives the same result
   * @param warmStart a permutation to begin with, or null
   * @throws IllegalArgumentException if the problem or the warm start is not valid: a shape that
   *     does not fit, an affinity that is not finite, an edge without its reverse
   */
  public Matching solve(
      MatchingProblem problem, Budget budget, long seed, int @Nullable [] warmStart) {
    long begin = System.nanoTime();
    int n = problem.n();
    costs.load(problem, seed);
    int[] start = null;
    if (warmStart != null) {
      requirePermutation(warmStart, n);
      start = new int[n];
      costs.toInner(warmStart, start);
    }
    search.run(costs, budget.since(begin), seed, start);
    int[] permutation = new int[n];
    int[] matched = new int[problem.sourceFrom().length];
    costs.toOuter(search.best(), permutation);
    costs.targetEdges(search.best(), matched);
    return new Matching(
        costs.affinity(search.best()), permutation, matched, search.starts(), search.ending());
  }

  /**
   * The best assignment within a budget, never worse than the warm start.
   *
   * @param problem what to assign
   * @param budget when to stop
   * @param seed as above
   * @param warmStart column of each row or −1, all allowed and different, or null
   * @throws IllegalArgumentException if the problem is too large or the warm start is not valid
   */
  public PartialMatching solve(
      SparseProblem problem, Budget budget, long seed, int @Nullable [] warmStart) {
    long begin = System.nanoTime();
    sparseCosts.load(problem);
    if (warmStart != null) {
      requireAssignment(warmStart);
    }
    search.run(sparseCosts, budget.since(begin), seed, warmStart);
    int[] columns = Arrays.copyOf(search.best(), problem.rows());
    return new PartialMatching(sparseCosts.of(columns), columns, search.starts(), search.ending());
  }

  private void requireAssignment(int[] warmStart) {
    int cols = sparseCosts.cols();
    boolean[] seen = new boolean[cols];
    boolean valid = warmStart.length == sparseCosts.rows();
    for (int i = 0; valid && i < warmStart.length; i++) {
      int a = warmStart[i];
      valid =
          a == -1
              || a >= 0
                  && a < cols
                  && !seen[a]
                  && sparseCosts.linear()[i * cols + a] < Double.POSITIVE_INFINITY;
      if (valid && a >= 0) {
        seen[a] = true;
      }
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "Invalid warm start: not one allowed column (or −1) per row, each once");
    }
  }

  private static void requirePermutation(int[] warmStart, int n) {
    boolean[] seen = new boolean[n];
    boolean valid = warmStart.length == n;
    for (int i = 0; valid && i < n; i++) {
      int a = warmStart[i];
      valid = a >= 0 && a < n && !seen[a];
      if (valid) {
        seen[a] = true;
      }
    }
    if (!valid) {
      throw new IllegalArgumentException("Invalid warm start: not a permutation of 0 … " + (n - 1));
    }
  }
}
