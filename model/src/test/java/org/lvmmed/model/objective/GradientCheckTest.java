package org.lvmmed.model.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.objective.AffinitySettings.EdgeScale;
import org.lvmmed.model.objective.ProjectorSettings.Kind;
import org.lvmmed.model.objective.ProjectorSettings.Norm;
import org.lvmmed.model.objective.Samples.DoubleMaps;
import org.lvmmed.model.objective.Samples.FixedEstimator;

/** The surrogate S of METHOD, section 4, differentiated numerically all the way to y. */
class GradientCheckTest {

  private static final int PAIRS = 9;
  private static final int CHANNELS = 5;
  private static final int POSITIONS = 4;
  private static final int WIDTH = 6;
  private static final AffinitySettings AFFINITIES =
      new AffinitySettings(0.7, 0, 0.4, 0.5, EdgeScale.NODES_PER_EDGE);

  @ParameterizedTest
  @EnumSource
  void throughEveryKindOfMessagePassing(MessagePassingKind kind) {
    check(AFFINITIES, kind, Kind.LINEAR, Norm.BATCH);
  }

  @ParameterizedTest
  @EnumSource
  void throughEitherProjectorWithoutNorm(Kind kind) {
    check(AFFINITIES, MessagePassingKind.GRAPH_CONV, kind, Norm.NONE);
  }

  @Test
  void throughAnMlpWithBatchNorm() {
    check(AFFINITIES, MessagePassingKind.RESIDUAL, Kind.MLP, Norm.BATCH);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 1})
  void throughAnyShareOfPositions(double gamma) {
    check(
        new AffinitySettings(0.3, 0, gamma, 1, EdgeScale.NONE),
        MessagePassingKind.NONE,
        Kind.LINEAR,
        Norm.BATCH);
  }

  @Test
  void throughLocalSimilarityAboveAll() {
    check(
        new AffinitySettings(0.02, 0, 0.5, 0, EdgeScale.NONE),
        MessagePassingKind.NONE,
        Kind.LINEAR,
        Norm.NONE);
  }

  @Test
  void throughVerticesAlone() {
    check(
        new AffinitySettings(1, 0, 0.4, 0, EdgeScale.NONE),
        MessagePassingKind.GRAPH_CONV,
        Kind.LINEAR,
        Norm.BATCH);
  }

  @ParameterizedTest
  @EnumSource
  void throughNtXentWithEitherNorm(Norm norm) {
    NtXent objective = new NtXent(0.2, new ProjectorSettings(Kind.MLP, norm, WIDTH, 7), CHANNELS);
    PairBatch batch = new PairBatch(new float[0], List.of(), List.of(), new long[0]);
    DoubleMaps maps = DoubleMaps.random(3, 2 * PAIRS, CHANNELS, POSITIONS);
    double[] head = objective.initialParameters(4);
    ObjectiveResult result = objective.evaluate(maps, batch, head);
    NumericalGradient.check(
        maps.values, maps.gradient, y -> objective.evaluate(maps.with(y), batch, head).loss());
    NumericalGradient.check(
        head, result.parameterGradient(), h -> objective.evaluate(maps, batch, h).loss());
  }

  private static void check(
      AffinitySettings affinities, MessagePassingKind messages, Kind kind, Norm norm) {
    FixedEstimator estimator = new FixedEstimator();
    GraphMatching objective =
        new GraphMatching(
            new GraphMatchingSettings(affinities, 5, 2, messages, 1),
            new ProjectorSettings(kind, norm, WIDTH, 7),
            CHANNELS,
            new ReferenceAffinities(affinities),
            estimator);
    DoubleMaps maps = DoubleMaps.random(1, 2 * PAIRS, CHANNELS, POSITIONS);
    PairBatch batch = Samples.batch(5, PAIRS, POSITIONS, 5);
    double[] head = objective.initialParameters(7);
    ObjectiveResult result = objective.evaluate(maps, batch, head);
    assertThat(estimator.problems).hasSize(2);
    NumericalGradient.check(
        maps.values,
        maps.gradient,
        y -> {
          objective.evaluate(maps.with(y), batch, head);
          return estimator.surrogate;
        });
    NumericalGradient.check(
        head,
        result.parameterGradient(),
        h -> {
          objective.evaluate(maps, batch, h);
          return estimator.surrogate;
        });
  }
}
