package org.lvmmed.model.objective.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.objective.NumericalGradient;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Samples;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings.Kind;
import org.lvmmed.model.objective.embedding.ProjectorSettings.Norm;
import org.lvmmed.model.objective.matching.AffinitySettings.EdgeScale;

/**
 * The surrogate S of METHOD, section 4, differentiated numerically: to y, to what was projected and
 * to the matrices of the message passing.
 */
class GradientCheckTest {

  private static final int PAIRS = 10;
  private static final int CHANNELS = 5;
  private static final int POSITIONS = 4;
  private static final int WIDTH = 6;
  private static final AffinitySettings AFFINITIES =
      new AffinitySettings(0.7, 0, 0.4, 0.5, EdgeScale.NODES_PER_EDGE);

  @ParameterizedTest
  @EnumSource
  void throughEveryKindOfMessagePassing(MessagePassingKind kind) {
    check(AFFINITIES, kind, Norm.BATCH);
  }

  @Test
  void withoutBatchNorm() {
    check(AFFINITIES, MessagePassingKind.GRAPH_CONV, Norm.NONE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 1})
  void throughAnyShareOfPositions(double gamma) {
    check(
        new AffinitySettings(0.3, 0, gamma, 1, EdgeScale.NONE),
        MessagePassingKind.NONE,
        Norm.BATCH);
  }

  @Test
  void throughLocalSimilarityAboveAll() {
    check(
        new AffinitySettings(0.02, 0, 0.5, 0, EdgeScale.NONE), MessagePassingKind.NONE, Norm.NONE);
  }

  @Test
  void throughVerticesAlone() {
    check(
        new AffinitySettings(1, 0, 0.4, 0, EdgeScale.NONE),
        MessagePassingKind.GRAPH_CONV,
        Norm.BATCH);
  }

  private static void check(AffinitySettings affinities, MessagePassingKind messages, Norm norm) {
    FixedEstimator estimator = new FixedEstimator();
    GraphMatching objective =
        new GraphMatching(
            new GraphMatchingSettings(
                5,
                2,
                messages,
                1,
                affinities,
                EstimatorSettings.standard(),
                new ProjectorSettings(Kind.LINEAR, norm, WIDTH, 7)),
            CHANNELS,
            estimator);
    DoubleMaps maps = DoubleMaps.random(1, 2 * PAIRS, CHANNELS, POSITIONS);
    PairBatch batch = Samples.batch(5, PAIRS, POSITIONS, 5);
    double[] projected = Samples.uniform(6, 2 * PAIRS * WIDTH);
    int matrices = new MessagePassing(messages, WIDTH).nodes().size();
    List<double[]> weights = new ArrayList<>();
    List<Matrix> gradients = new ArrayList<>();
    for (int w = 0; w < matrices; w++) {
      weights.add(Samples.uniform(20 + w, WIDTH * WIDTH));
      gradients.add(new Matrix(WIDTH, WIDTH));
    }
    GraphMatching.Evaluated evaluated =
        objective.evaluate(
            reference(affinities, maps, batch),
            rows(projected),
            weights.stream().map(w -> square(w)).toList(),
            gradients,
            batch);
    assertThat(estimator.problems).hasSize(2);
    double[] toProjected = evaluated.gradient().values.clone();
    SurrogateOf surrogate =
        (y, h, w) -> {
          objective.evaluate(
              reference(affinities, maps.with(y), batch),
              rows(h),
              w.stream().map(m -> square(m)).toList(),
              zeros(w),
              batch);
          return estimator.surrogate;
        };
    if (affinities.alpha() < 1) {
      NumericalGradient.check(maps.values, maps.gradient, y -> surrogate.at(y, projected, weights));
    }
    NumericalGradient.check(projected, toProjected, h -> surrogate.at(maps.values, h, weights));
    for (int w = 0; w < matrices; w++) {
      int which = w;
      NumericalGradient.check(
          weights.get(w),
          gradients.get(w).values,
          changed -> {
            List<double[]> moved = new ArrayList<>(weights);
            moved.set(which, changed);
            return surrogate.at(maps.values, projected, moved);
          });
    }
  }

  private static Affinities reference(
      AffinitySettings settings, FeatureMaps maps, PairBatch batch) {
    return new ReferenceAffinities(settings, new PlacedMaps(maps, batch.positions()));
  }

  private interface SurrogateOf {
    double at(double[] maps, double[] projected, List<double[]> weights);
  }

  private static Matrix rows(double[] projected) {
    return new Matrix(2 * PAIRS, WIDTH, projected.clone());
  }

  private static Matrix square(double[] values) {
    return new Matrix(WIDTH, WIDTH, values);
  }

  private static List<Matrix> zeros(List<double[]> like) {
    return like.stream().map(w -> new Matrix(WIDTH, WIDTH)).toList();
  }
}
