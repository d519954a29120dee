package org.lvmmed.model.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchingSolverTest {

  private final MatchingSolver solver = new MatchingSolver();

  @Test
  void permutationsOfUpToEightNodesEqualBruteForce() {
    for (int k = 0; k < 4000; k++) {
      assertOptimal(RandomProblems.dense(1 + k % 8, k % 5 * 0.25, k % 3 == 0, k), k);
    }
  }

  private void assertOptimal(MatchingProblem problem, int seed) {
    Matching found = solver.solve(problem, Budget.ofStarts(60), seed, null);
    assertThat(found.objective())
        .as("case %d", seed)
        .isCloseTo(BruteForce.affinity(problem, found.permutation()), within(1e-9))
        .isCloseTo(BruteForce.best(problem), within(1e-9));
  }

  @Test
  void generalProblemsWithForbiddenAndUnassignedNodesEqualBruteForce() {
    for (int k = 0; k < 3000; k++) {
      int most = k % 10 == 0 ? 8 : 5;
      int rows = most - k / 10 % 5;
      int cols = most - k / 50 % 5;
      double allowed = k % 40 == 0 ? 1 : 0.6;
      SparseProblem problem = RandomProblems.sparse(rows, cols, allowed, k % 3 * 0.4, k);
      PartialMatching found = solver.solve(problem, Budget.ofStarts(60), k, null);
      assertThat(found.cost())
          .as("case %d", k)
          .isCloseTo(BruteForce.cost(problem, found.columns()), within(1e-9))
          .isCloseTo(BruteForce.least(problem), within(1e-9));
    }
  }

  @Test
  void withoutEdgesItIsTheLinearAssignmentsOptimum() {
    LinearAssignment assignment = new LinearAssignment();
    for (int n : new int[] {1, 2, 17, 64, 200}) {
      MatchingProblem problem = RandomProblems.dense(n, 0, false, n);
      double[] cost = Arrays.stream(problem.vertex()).map(c -> -c).toArray();
      int[] columns = assignment.solve(cost, n);
      double total = IntStream.range(0, n).mapToDouble(i -> cost[i * n + columns[i]]).sum();
      Matching found = solver.solve(problem, Budget.ofStarts(1), 1, null);
      assertThat(found.objective()).isCloseTo(-total, within(1e-9));
      assertThat(found.ending()).isEqualTo(Matching.Ending.OPTIMAL);
      assertThat(found.targetEdge()).isEmpty();
    }
  }

  @Test
  void theSameSeedAndStartsGiveTheSameResultOnAnySolver() {
    MatchingProblem problem = RandomProblems.dense(30, 0.2, false, 3);
    Matching one = solver.solve(problem, Budget.ofStarts(7), 5, null);
    solver.solve(RandomProblems.dense(40, 0.3, false, 4), Budget.ofStarts(3), 9, null);
    Matching again = solver.solve(problem, Budget.ofStarts(7), 5, null);
    Matching elsewhere = new MatchingSolver().solve(problem, Budget.ofStarts(7), 5, null);
    assertThat(again.permutation()).isEqualTo(one.permutation());
    assertThat(elsewhere.permutation()).isEqualTo(one.permutation());
    assertThat(one.starts()).isEqualTo(7);
    assertThat(one.ending()).isEqualTo(Matching.Ending.STARTS);
  }

  @Test
  void aBudgetOfNoTimeStillGivesAPermutation() {
    MatchingProblem problem = RandomProblems.dense(12, 0.5, false, 3);
    Matching found = solver.solve(problem, Budget.ofMillis(0), 5, null);
    assertThat(found.permutation()).containsExactlyInAnyOrder(range(12));
    assertThat(found.ending()).isEqualTo(Matching.Ending.TIME);
  }

  @Test
  void matchedEdgesAreThoseThatThePermutationLaysOnEdges() {
    MatchingProblem p = RandomProblems.dense(9, 0.5, false, 11);
    Matching found = solver.solve(p, Budget.ofStarts(2), 5, null);
    for (int e = 0; e < p.sourceFrom().length; e++) {
      int a = found.permutation()[p.sourceFrom()[e]];
      int b = found.permutation()[p.sourceTo()[e]];
      int f = found.targetEdge()[e];
      assertThat(f).isEqualTo(edge(p, a, b));
    }
  }

  private static int edge(MatchingProblem p, int a, int b) {
    return IntStream.range(0, p.targetFrom().length)
        .filter(f -> p.targetFrom()[f] == a && p.targetTo()[f] == b)
        .findFirst()
        .orElse(-1);
  }

  @Test
  void affinitiesThatAreAllEqualGiveAPermutationThatIsNotTheTruth() {
    // No order of nodes may break ties: it would be the answer.
    int n = 64;
    MatchingProblem p = RandomProblems.dense(n, 0.1, false, 1);
    Arrays.fill(p.vertex(), 0.5);
    Arrays.fill(p.edge(), 0);
    int[] permutation = solver.solve(p, Budget.ofStarts(1), 3, null).permutation();
    assertThat(permutation).containsExactlyInAnyOrder(range(n));
    long right = IntStream.range(0, n).filter(i -> permutation[i] == i).count();
    assertThat(right).isLessThan(n / 4);
  }

  @Test
  void oneNodeIsMatchedToTheOther() {
    int[] none = {};
    MatchingProblem one =
        new MatchingProblem(1, new double[] {-3}, none, none, none, none, new double[0], 0.5);
    Matching found = solver.solve(one, Budget.ofStarts(1), 0, null);
    assertThat(found.permutation()).containsExactly(0);
    assertThat(found.objective()).isEqualTo(-3);
  }

  @Test
  void affinitiesThatAreNotFiniteAreRefusedByNameAndPlace() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0}) {
      MatchingProblem vertex = RandomProblems.dense(4, 1, false, 1);
      vertex.vertex()[6] = bad;
      assertThatThrownBy(() -> solver.solve(vertex, Budget.ofStarts(1), 0, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("vertex affinity [1, 2]: " + bad);
      MatchingProblem edge = RandomProblems.dense(4, 1, false, 1);
      edge.edge()[13] = bad;
      assertThatThrownBy(() -> solver.solve(edge, Budget.ofStarts(1), 0, null))
          .hasMessageContaining("edge affinity [1, 1]: " + bad);
    }
  }

  @Test
  void warmStartsThatAreNoAssignmentsAreRefused() {
    MatchingProblem dense = RandomProblems.dense(3, 1, false, 1);
    for (int[] bad : new int[][] {{0, 1}, {0, 1, 1}, {0, 1, 3}, {0, 1, -1}}) {
      assertThatThrownBy(() -> solver.solve(dense, Budget.ofStarts(1), 0, bad))
          .hasMessageContaining("Invalid warm start");
    }
    SparseProblem sparse = RandomProblems.sparse(2, 2, 0, 0, 1);
    assertThatThrownBy(() -> solver.solve(sparse, Budget.ofStarts(1), 0, new int[] {0, -1}))
        .hasMessageContaining("Invalid warm start");
  }

  @Test
  void edgesWithoutTheirReverseAreRefused() {
    MatchingProblem oneWay =
        new MatchingProblem(
            2,
            new double[4],
            new int[] {0},
            new int[] {1},
            new int[] {0, 1},
            new int[] {1, 0},
            new double[2],
            0.5);
    assertThatThrownBy(() -> solver.solve(oneWay, Budget.ofStarts(1), 0, null))
        .hasMessageContaining("edge 0 → 1 has no reverse");
  }

  @Test
  void aWarmStartIsNeverMadeWorse() {
    Random random = new Random(5);
    for (int k = 0; k < 300; k++) {
      MatchingProblem problem = RandomProblems.dense(10, 0.4, k % 2 == 0, k);
      int[] warm =
          solver.solve(problem, Budget.ofStarts(1 + random.nextInt(9)), 7, null).permutation();
      double before = BruteForce.affinity(problem, warm);
      double after = solver.solve(problem, Budget.ofStarts(1), k, warm).objective();
      assertThat(after).isGreaterThanOrEqualTo(before - 1e-9);
    }
  }

  private static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }
}
