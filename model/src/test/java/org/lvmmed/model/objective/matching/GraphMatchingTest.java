package org.lvmmed.model.objective.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.matching.EstimatorSettings.NoiseSettings;
import org.lvmmed.model.matching.NoiseKind;
import org.lvmmed.model.objective.HeadOutputs;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Samples;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.matching.AffinitySettings.EdgeScale;

class GraphMatchingTest {

  private static final int CHANNELS = 24;
  private static final int SIDE = 2;

  @Test
  void aGraphOfOneAndImagesThatAreAllEqualHaveDefinedResults() {
    Objective objective = settings(0, 0).create(CHANNELS);
    ObjectiveResult one = outputs(objective, maps(1, 2)).evaluate(objective, batch(1));
    assertThat(one.loss()).isZero();
    float[] equal = new float[20 * CHANNELS * SIDE * SIDE];
    Arrays.fill(equal, 1);
    HeadOutputs outputs = outputs(objective, equal);
    ObjectiveResult all = outputs.evaluate(objective, batch(10));
    assertThat(all.loss()).isBetween(0.0, 20.0);
    assertThat(all.metrics().std()).isEqualTo(0, within(1e-4));
    for (float[] gradient : outputs.gradients()) {
      for (float g : gradient) {
        assertThat(g).isFinite();
      }
    }
  }

  @Test
  void priorsRaiseTheAffinityOfLookAlikesOrForgiveThem() {
    Objective harder = settings(2, 0).create(CHANNELS);
    Objective softer = settings(0, 1).create(CHANNELS);
    Objective neither = settings(0, 0).create(CHANNELS);
    HeadOutputs alike = outputs(neither, Samples.twice(maps(8, 12)));
    HeadOutputs different = outputs(neither, maps(9, 24));
    PairBatch plain = batch(12);
    double[] prior = new double[144];
    Arrays.fill(prior, 1);
    for (int i = 0; i < 12; i++) {
      prior[13 * i] = 0;
    }
    PairBatch withPrior =
        new PairBatch(24, plain.positions(), plain.graphs(), List.of(prior), plain.seeds());
    assertThat(alike.evaluate(neither, plain).loss()).isZero();
    assertThat(alike.evaluate(harder, withPrior).loss()).isPositive();
    assertThat(different.evaluate(neither, plain).loss()).isPositive();
    assertThat(different.evaluate(softer, withPrior).loss()).isZero();
    assertThatThrownBy(() -> alike.evaluate(harder, plain))
        .hasMessageContaining("objective.graph-matching.affinities.beta is 2.0");
    assertThatThrownBy(() -> alike.evaluate(softer, plain))
        .hasMessageContaining("objective.graph-matching.estimator.omega is 1.0");
  }

  @Test
  void settingsSayWhetherTheyNeedPriorsAndRefuseBothUsesAtOnce() {
    assertThat(settings(0, 0).needsPriors()).isFalse();
    assertThat(settings(0.5, 0).needsPriors()).isTrue();
    assertThat(settings(0, 0.5).needsPriors()).isTrue();
    assertThatThrownBy(() -> settings(0.5, 0.5))
        .hasMessageContaining("Invalid objective.graph-matching.affinities.beta: 0.5")
        .hasMessageContaining("objective.graph-matching.estimator.omega = 0.5");
  }

  private static GraphMatchingSettings settings(double beta, double omega) {
    return new GraphMatchingSettings(
        16,
        5,
        MessagePassingKind.GRAPH_CONV,
        80,
        new AffinitySettings(0.8, beta, 0.4, 0.5, EdgeScale.NODES_PER_EDGE),
        new EstimatorSettings(
            new NoiseSettings(NoiseKind.GUMBEL, 0.1, 0), 80, false, 0, 1, omega, 1),
        new ProjectorSettings(ProjectorSettings.Kind.LINEAR, ProjectorSettings.Norm.BATCH, 16, 16));
  }

  private static HeadOutputs outputs(Objective objective, float[] maps) {
    return HeadOutputs.of(objective, maps, CHANNELS, SIDE);
  }

  private static float[] maps(long seed, int images) {
    return Samples.maps(seed, images, CHANNELS, SIDE);
  }

  private static PairBatch batch(int pairs) {
    return Samples.samePlaces(pairs, SIDE * SIDE, 16);
  }
}
