package org.lvmmed.model.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class MatchingProperties {

  private static final double ROUNDING = 1e-9;

  private final MatchingSolver solver = new MatchingSolver();

  @Property(tries = 300)
  void theResultIsAPermutationWhoseAffinityIsTheOneReported(
      @ForAll @IntRange(min = 1, max = 24) int n,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll boolean coarse,
      @ForAll @IntRange(min = 1, max = 4) int starts,
      @ForAll long seed) {
    MatchingProblem problem = RandomProblems.dense(n, share, coarse, seed);
    Matching found = solver.solve(problem, Budget.ofStarts(starts), seed, null);
    assertThat(found.permutation()).containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
    assertThat(found.objective() - BruteForce.affinity(problem, found.permutation()))
        .isBetween(-ROUNDING, ROUNDING);
  }

  @Property(tries = 300)
  void moreStartsAreNeverWorse(
      @ForAll @IntRange(min = 2, max = 16) int n,
      @ForAll @IntRange(min = 1, max = 6) int starts,
      @ForAll long seed) {
    MatchingProblem problem = RandomProblems.dense(n, 0.4, false, seed);
    double few = solver.solve(problem, Budget.ofStarts(starts), seed, null).objective();
    double more = solver.solve(problem, Budget.ofStarts(starts + 3), seed, null).objective();
    assertThat(more).isGreaterThanOrEqualTo(few - ROUNDING);
  }

  @Property(tries = 300)
  void aGeneralResultIsAllowedAndNeverWorseThanNothingOrItsWarmStart(
      @ForAll @IntRange(min = 1, max = 12) int rows,
      @ForAll @IntRange(min = 1, max = 12) int cols,
      @ForAll @DoubleRange(min = 0, max = 1) double allowed,
      @ForAll long seed) {
    SparseProblem problem = RandomProblems.sparse(rows, cols, allowed, 0.3, seed);
    PartialMatching found = solver.solve(problem, Budget.ofStarts(2), seed, null);
    assertAllowed(problem, found.columns());
    assertThat(found.cost()).isLessThanOrEqualTo(ROUNDING);
    PartialMatching warm = solver.solve(problem, Budget.ofStarts(1), seed + 1, found.columns());
    assertThat(warm.cost()).isLessThanOrEqualTo(found.cost() + ROUNDING);
  }

  private static void assertAllowed(SparseProblem problem, int[] columns) {
    int[] assigned = Arrays.stream(columns).filter(a -> a >= 0).toArray();
    assertThat(Arrays.stream(assigned).distinct().count()).isEqualTo(assigned.length);
    long listed =
        IntStream.range(0, problem.row().length)
            .filter(k -> columns[problem.row()[k]] == problem.col()[k])
            .count();
    assertThat(listed).isEqualTo(assigned.length);
  }

  @Property(tries = 300)
  void aCrossoverCostsNoMoreThanEitherParent(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int cols,
      @ForAll long seed) {
    SparseCosts costs = new SparseCosts();
    costs.load(RandomProblems.sparse(rows, cols, 0.7, 0.02, seed));
    RandomAssignment draw = new RandomAssignment(new SplitMix(seed));
    int[] x = draw.next(costs).clone();
    int[] y = draw.next(costs).clone();
    double least = Math.min(costs.of(x), costs.of(y));
    new CycleCrossover().improve(costs, x, y);
    assertThat(costs.of(x)).isLessThanOrEqualTo(least + ROUNDING);
    int[] assigned = Arrays.stream(x).filter(a -> a >= 0).toArray();
    assertThat(Arrays.stream(assigned).distinct().count()).isEqualTo(assigned.length);
  }
}
