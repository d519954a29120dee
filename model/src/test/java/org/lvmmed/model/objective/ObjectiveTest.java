package org.lvmmed.model.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.matching.NoiseKind;
import org.lvmmed.model.objective.AffinitySettings.EdgeScale;
import org.lvmmed.model.objective.ObjectiveSettings.Kind;
import org.lvmmed.model.objective.ProjectorSettings.Norm;

class ObjectiveTest {

  private static final int CHANNELS = 24;
  private static final int POSITIONS = 4;

  @ParameterizedTest
  @EnumSource
  void viewsThatAgreeAreMatchedAndViewsOfNothingAreNot(Kind kind) {
    Objective objective = settings(kind, 0, 0).create(CHANNELS);
    double[] head = objective.initialParameters(1);
    FloatMaps same = maps(twice(floats(1, 20)));
    FloatMaps noise = maps(floats(2, 40));
    PairBatch batch = sameplaced(20);
    assertThat(objective.evaluate(same, batch, head).metrics().matchAccuracy()).isEqualTo(1);
    assertThat(objective.evaluate(noise, batch, head).metrics().matchAccuracy()).isLessThan(0.4);
  }

  @ParameterizedTest
  @EnumSource
  void theSameBatchGivesTheSameBits(Kind kind) {
    Objective objective = settings(kind, 0, 0).create(CHANNELS);
    double[] head = objective.initialParameters(1);
    float[] first = new float[40 * CHANNELS * POSITIONS];
    float[] second = first.clone();
    float[] y = floats(3, 40);
    FloatMaps maps = new FloatMaps(y, first, 40, CHANNELS, POSITIONS);
    ObjectiveResult once = objective.evaluate(maps, sameplaced(20), head);
    maps = new FloatMaps(y, second, 40, CHANNELS, POSITIONS);
    ObjectiveResult again = objective.evaluate(maps, sameplaced(20), head);
    assertThat(Arrays.equals(second, first)).isTrue();
    assertThat(Arrays.equals(again.parameterGradient(), once.parameterGradient())).isTrue();
    assertThat(again.loss()).isEqualTo(once.loss());
  }

  /** Features alone, without an encoder, follow the gradient to a perfect matching. */
  @ParameterizedTest
  @EnumSource
  void descendingTheGradientOnTheMapsRaisesTheAccuracy(Kind kind) {
    Objective objective = settings(kind, 0, 0).create(CHANNELS);
    double[] head = objective.initialParameters(1);
    float[] y = floats(4, 32);
    PairBatch batch = sameplaced(16);
    double before = accuracy(objective, y, batch, head);
    for (int step = 0; step < 80; step++) {
      float[] gradient = new float[y.length];
      // The same noise at each step would be learnt instead of the features.
      PairBatch noisy =
          new PairBatch(batch.positions(), batch.graphs(), List.of(), new long[] {step});
      objective.evaluate(new FloatMaps(y, gradient, 32, CHANNELS, POSITIONS), noisy, head);
      for (int i = 0; i < y.length; i++) {
        y[i] -= 0.03f * Math.signum(gradient[i]);
      }
    }
    assertThat(before).isLessThan(0.5);
    assertThat(accuracy(objective, y, batch, head)).isGreaterThan(0.9);
  }

  private static double accuracy(Objective objective, float[] y, PairBatch batch, double[] head) {
    return objective.evaluate(maps(y), batch, head).metrics().matchAccuracy();
  }

  @Test
  void aGraphOfOneAndImagesThatAreAllEqualHaveDefinedResults() {
    Objective objective = settings(Kind.GRAPH_MATCHING, 0, 0).create(CHANNELS);
    double[] head = objective.initialParameters(1);
    ObjectiveResult one = objective.evaluate(maps(floats(1, 2)), sameplaced(1), head);
    assertThat(one.loss()).isZero();
    float[] equal = new float[20 * CHANNELS * POSITIONS];
    Arrays.fill(equal, 1);
    ObjectiveResult all = objective.evaluate(maps(equal), sameplaced(10), head);
    assertThat(all.loss()).isBetween(0.0, 20.0);
    assertThat(all.metrics().embeddingStd()).isEqualTo(0, within(1e-4));
    for (double g : all.parameterGradient()) {
      assertThat(g).isFinite();
    }
  }

  @Test
  void aMapThatIsNotFiniteIsADivergenceThatNamesTheImage() {
    Objective objective = settings(Kind.GRAPH_MATCHING, 0, 0).create(CHANNELS);
    float[] y = floats(1, 8);
    y[5 * CHANNELS * POSITIONS + 3] = Float.NaN;
    assertThatThrownBy(
            () -> objective.evaluate(maps(y), sameplaced(4), objective.initialParameters(1)))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("image 5")
        .hasMessageContaining("learning-rate");
  }

  @Test
  void priorsRaiseTheAffinityOfLookAlikesOrForgiveThem() {
    float[] alike = twice(floats(8, 12));
    float[] different = floats(9, 24);
    PairBatch plain = sameplaced(12);
    double[] prior = new double[144];
    Arrays.fill(prior, 1);
    for (int i = 0; i < 12; i++) {
      prior[13 * i] = 0;
    }
    PairBatch withPrior =
        new PairBatch(plain.positions(), plain.graphs(), List.of(prior), plain.seeds());
    Objective harder = settings(Kind.GRAPH_MATCHING, 2, 0).create(CHANNELS);
    Objective softer = settings(Kind.GRAPH_MATCHING, 0, 1).create(CHANNELS);
    Objective neither = settings(Kind.GRAPH_MATCHING, 0, 0).create(CHANNELS);
    double[] head = neither.initialParameters(1);
    assertThat(neither.evaluate(maps(alike), plain, head).loss()).isZero();
    assertThat(harder.evaluate(maps(alike), withPrior, head).loss()).isPositive();
    assertThat(neither.evaluate(maps(different), plain, head).loss()).isPositive();
    assertThat(softer.evaluate(maps(different), withPrior, head).loss()).isZero();
    assertThatThrownBy(() -> harder.evaluate(maps(alike), plain, head))
        .hasMessageContaining("objective.beta is 2.0");
    assertThatThrownBy(() -> softer.evaluate(maps(alike), plain, head))
        .hasMessageContaining("objective.omega is 1.0");
    assertThatThrownBy(() -> settings(Kind.GRAPH_MATCHING, 0.5, 0.5))
        .hasMessageContaining("objective.beta and objective.omega");
  }

  /** −log of the softmax, written out over two images. */
  @Test
  void ntXentIsTheCrossEntropyAgainstAllOtherViews() {
    ProjectorSettings projector =
        new ProjectorSettings(ProjectorSettings.Kind.LINEAR, Norm.NONE, 2, 1);
    NtXent objective = new NtXent(0.5, projector, 2);
    double[] identity = {1, 0, 0, 1, 0, 0};
    float[] y = {1, 0, 0, 1, 0.6f, 0.8f, -0.8f, 0.6f};
    double[][] cosine = {{1, 0, 0.6, -0.8}, {0, 1, 0.8, 0.6}, {0.6, 0.8, 1, 0}, {-0.8, 0.6, 0, 1}};
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        sum += i == j ? 0 : Math.exp(cosine[i][j] / 0.5);
      }
      expected -= Math.log(Math.exp(cosine[i][(i + 2) % 4] / 0.5) / sum) / 4;
    }
    FloatMaps maps = new FloatMaps(y, new float[8], 4, 2, 1);
    PairBatch batch = new PairBatch(new float[0], List.of(), List.of(), new long[0]);
    ObjectiveResult result = objective.evaluate(maps, batch, identity);
    assertThat(result.loss()).isEqualTo(expected, within(1e-6));
    // The largest of each row: the positive, not, not, the positive.
    assertThat(result.metrics().matchAccuracy()).isEqualTo(0.5);
  }

  private static ObjectiveSettings settings(Kind kind, double beta, double omega) {
    AffinitySettings affinities =
        new AffinitySettings(0.8, beta, 0.4, 0.5, EdgeScale.NODES_PER_EDGE);
    return new ObjectiveSettings(
        kind,
        new ProjectorSettings(ProjectorSettings.Kind.LINEAR, Norm.BATCH, 16, 16),
        new GraphMatchingSettings(affinities, 16, 5, MessagePassingKind.GRAPH_CONV, 80),
        new EstimatorSettings(NoiseKind.GUMBEL, 0.1, 0, 80, false, 0, 1, omega, 1, 1),
        0.2);
  }

  private static float[] floats(long seed, int images) {
    double[] values = Samples.uniform(seed, images * CHANNELS * POSITIONS);
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  private static float[] twice(float[] half) {
    float[] all = Arrays.copyOf(half, 2 * half.length);
    System.arraycopy(half, 0, all, half.length, half.length);
    return all;
  }

  private static FloatMaps maps(float[] y) {
    int images = y.length / (CHANNELS * POSITIONS);
    return new FloatMaps(y, new float[y.length], images, CHANNELS, POSITIONS);
  }

  /** Both views show the same place. */
  private static PairBatch sameplaced(int pairs) {
    float[] half = Samples.positions(1, pairs, POSITIONS);
    List<int[]> graphs = GraphPartition.of(pairs, 16);
    return new PairBatch(twice(half), graphs, List.of(), new long[graphs.size()]);
  }
}
