package org.lvmmed.model.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatchingEstimatorTest {

  private static EstimatorSettings settings(NoiseKind kind, double lambda, int samples) {
    return new EstimatorSettings(
        new EstimatorSettings.NoiseSettings(kind, 0.2, 0.1), lambda, false, 0, samples, 0, 1);
  }

  private static List<MatchingProblem> graphs(int count, int n) {
    return IntStream.range(0, count).mapToObj(k -> RandomProblems.dense(n, 0.3, false, k)).toList();
  }

  private static List<Estimate> estimate(EstimatorSettings settings, List<MatchingProblem> graphs) {
    long[] seeds = IntStream.range(0, graphs.size()).mapToLong(k -> 100 + k).toArray();
    return new MatchingEstimator(settings).estimate(graphs, List.of(), seeds);
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedsGiveTheSameBitsWhateverElseIsInTheBatch(NoiseKind kind) {
    List<Estimate> seven = estimate(settings(kind, 0.5, 3), graphs(7, 9));
    List<Estimate> three = estimate(settings(kind, 0.5, 3), graphs(3, 9));
    for (int g = 0; g < three.size(); g++) {
      assertThat(three.get(g).vertexGradient()).isEqualTo(seven.get(g).vertexGradient());
      assertThat(three.get(g).edgeGradient()).isEqualTo(seven.get(g).edgeGradient());
      assertThat(three.get(g).loss()).isEqualTo(seven.get(g).loss());
    }
  }

  /** Rows and columns of ṽ − v_λ sum to zero, and v_λ leans to the truth: the sign of the step. */
  @ParameterizedTest
  @EnumSource
  void theGradientIsADifferenceOfPermutationsThatLowersTheTruth(NoiseKind kind) {
    for (double lambda : new double[] {0.1, 1, 80}) {
      for (Estimate e : estimate(settings(kind, lambda, 2), graphs(20, 8))) {
        double[] g = e.vertexGradient();
        double truth = 0;
        for (int i = 0; i < 8; i++) {
          double row = 0;
          double col = 0;
          for (int a = 0; a < 8; a++) {
            row += g[i * 8 + a];
            col += g[a * 8 + i];
          }
          assertThat(row).isEqualTo(0, within(1e-9));
          assertThat(col).isEqualTo(0, within(1e-9));
          truth += g[9 * i];
        }
        assertThat(truth).isLessThanOrEqualTo(1e-9);
      }
    }
  }

  /** Where λ dominates, v_λ is the truth: no diagonal entry is positive, nothing else negative. */
  @Test
  void aLargeLambdaGivesAPerceptronStep() {
    for (Estimate e : estimate(settings(NoiseKind.GUMBEL, 1e4, 1), graphs(10, 8))) {
      for (int k = 0; k < 64; k++) {
        double g = e.vertexGradient()[k] * 1e4;
        assertThat(g).isEqualTo(k % 9 == 0 ? Math.min(g, 0) : Math.max(g, 0));
        assertThat(Math.abs(g)).isIn(0.0, 1.0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneNodeAndEqualAffinitiesHaveDefinedResults(NoiseKind kind) {
    MatchingProblem one = RandomProblems.dense(1, 0, false, 1);
    MatchingProblem equal = RandomProblems.dense(12, 0.4, false, 1);
    Arrays.fill(equal.vertex(), 1);
    Arrays.fill(equal.edge(), 1);
    List<Estimate> all = estimate(settings(kind, 80, 2), List.of(one, equal));
    assertThat(all.get(0).loss()).isZero();
    assertThat(all.get(0).vertexGradient()).containsExactly(0);
    assertThat(all.get(1).loss()).isBetween(0.0, 24.0);
    for (double g : all.get(1).vertexGradient()) {
      assertThat(g).isFinite();
    }
  }

  @Test
  void anAffinityThatIsNotFiniteIsRefused() {
    List<MatchingProblem> graphs = graphs(4, 6);
    graphs.get(3).vertex()[7] = Double.NaN;
    assertThatThrownBy(() -> estimate(settings(NoiseKind.GUMBEL, 80, 1), graphs))
        .hasMessageContaining("vertex affinity [1, 1]: NaN");
  }
}
