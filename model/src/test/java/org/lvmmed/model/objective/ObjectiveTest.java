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
  private static final int WIDTH = 16;

  /** Views of the same images that give the same features, and views of nothing. */
  @ParameterizedTest
  @EnumSource
  void viewsThatAgreeAreMatchedAndViewsOfNothingAreNot(Kind kind) {
    Outputs same = Outputs.of(kind, twice(floats(1, 20)));
    Outputs noise = Outputs.of(kind, floats(2, 40));
    Objective objective = settings(kind, 0, 0).create(CHANNELS);
    assertThat(same.evaluate(objective, sameplaced(20)).metrics().matchAccuracy()).isEqualTo(1);
    assertThat(noise.evaluate(objective, sameplaced(20)).metrics().matchAccuracy()).isLessThan(0.4);
  }

  @ParameterizedTest
  @EnumSource
  void theSameBatchGivesTheSameBits(Kind kind) {
    Objective objective = settings(kind, 0, 0).create(CHANNELS);
    Outputs first = Outputs.of(kind, floats(3, 40));
    Outputs second = Outputs.of(kind, floats(3, 40));
    ObjectiveResult once = first.evaluate(objective, sameplaced(20));
    ObjectiveResult again = second.evaluate(objective, sameplaced(20));
    assertThat(second.gradients()).isDeepEqualTo(first.gradients());
    assertThat(again.loss()).isEqualTo(once.loss());
  }

  /** Features alone, without an encoder, follow the gradient to a perfect matching. */
  @ParameterizedTest
  @EnumSource
  void descendingTheGradientOnTheFeaturesRaisesTheAccuracy(Kind kind) {
    Objective objective = settings(kind, 0, 0).create(CHANNELS);
    Outputs outputs = Outputs.of(kind, floats(4, 32));
    PairBatch batch = sameplaced(16);
    double before = outputs.evaluate(objective, batch).metrics().matchAccuracy();
    for (int step = 0; step < 80; step++) {
      // The same noise at each step would be learnt instead of the features.
      outputs.evaluate(
          objective,
          new PairBatch(32, batch.positions(), batch.graphs(), List.of(), new long[] {step}));
      outputs.descend(0.03f);
    }
    assertThat(before).isLessThan(0.5);
    assertThat(outputs.evaluate(objective, batch).metrics().matchAccuracy()).isGreaterThan(0.9);
  }

  @Test
  void aGraphOfOneAndImagesThatAreAllEqualHaveDefinedResults() {
    Objective objective = settings(Kind.GRAPH_MATCHING, 0, 0).create(CHANNELS);
    ObjectiveResult one =
        Outputs.of(Kind.GRAPH_MATCHING, floats(1, 2)).evaluate(objective, sameplaced(1));
    assertThat(one.loss()).isZero();
    float[] equal = new float[20 * CHANNELS * POSITIONS];
    Arrays.fill(equal, 1);
    Outputs outputs = Outputs.of(Kind.GRAPH_MATCHING, equal);
    ObjectiveResult all = outputs.evaluate(objective, sameplaced(10));
    assertThat(all.loss()).isBetween(0.0, 20.0);
    assertThat(all.metrics().embeddingStd()).isEqualTo(0, within(1e-4));
    for (float[] gradient : outputs.gradients()) {
      for (float g : gradient) {
        assertThat(g).isFinite();
      }
    }
  }

  @Test
  void anEmbeddingThatIsNotFiniteIsADivergenceThatNamesTheImage() {
    Objective objective = settings(Kind.GRAPH_MATCHING, 0, 0).create(CHANNELS);
    Outputs outputs = Outputs.of(Kind.GRAPH_MATCHING, floats(1, 8));
    outputs.values()[1][5 * WIDTH + 3] = Float.NaN;
    assertThatThrownBy(() -> outputs.evaluate(objective, sameplaced(4)))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("image 5")
        .hasMessageContaining("learning-rate");
  }

  @Test
  void priorsRaiseTheAffinityOfLookAlikesOrForgiveThem() {
    Outputs alike = Outputs.of(Kind.GRAPH_MATCHING, twice(floats(8, 12)));
    Outputs different = Outputs.of(Kind.GRAPH_MATCHING, floats(9, 24));
    PairBatch plain = sameplaced(12);
    double[] prior = new double[144];
    Arrays.fill(prior, 1);
    for (int i = 0; i < 12; i++) {
      prior[13 * i] = 0;
    }
    PairBatch withPrior =
        new PairBatch(24, plain.positions(), plain.graphs(), List.of(prior), plain.seeds());
    Objective harder = settings(Kind.GRAPH_MATCHING, 2, 0).create(CHANNELS);
    Objective softer = settings(Kind.GRAPH_MATCHING, 0, 1).create(CHANNELS);
    Objective neither = settings(Kind.GRAPH_MATCHING, 0, 0).create(CHANNELS);
    assertThat(alike.evaluate(neither, plain).loss()).isZero();
    assertThat(alike.evaluate(harder, withPrior).loss()).isPositive();
    assertThat(different.evaluate(neither, plain).loss()).isPositive();
    assertThat(different.evaluate(softer, withPrior).loss()).isZero();
    assertThatThrownBy(() -> alike.evaluate(harder, plain))
        .hasMessageContaining("objective.beta is 2.0");
    assertThatThrownBy(() -> alike.evaluate(softer, plain))
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
    float[] z = {1, 0, 0, 1, 0.6f, 0.8f, -0.8f, 0.6f};
    double[][] cosine = {{1, 0, 0.6, -0.8}, {0, 1, 0.8, 0.6}, {0.6, 0.8, 1, 0}, {-0.8, 0.6, 0, 1}};
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        sum += i == j ? 0 : Math.exp(cosine[i][j] / 0.5);
      }
      expected -= Math.log(Math.exp(cosine[i][(i + 2) % 4] / 0.5) / sum) / 4;
    }
    PairBatch batch = new PairBatch(4, new float[0], List.of(), List.of(), new long[0]);
    ObjectiveResult result =
        objective.evaluate(new float[][] {z}, new float[][] {new float[8]}, batch);
    assertThat(result.loss()).isEqualTo(expected, within(1e-6));
    // The largest of each row: the positive, not, not, the positive.
    assertThat(result.metrics().matchAccuracy()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @EnumSource
  void aStateOfAnotherObjectiveIsRefused(Kind kind) {
    Objective objective = settings(kind, 0, 0).create(CHANNELS);
    objective.setState(objective.state());
    assertThatThrownBy(() -> objective.setState(new float[3]))
        .hasMessageContaining("Invalid state of the objective: 3 values");
  }

  /** The outputs that an objective looks at, made by a fixed projection of made-up maps. */
  private record Outputs(float[][] values, float[][] gradients) {

    static Outputs of(Kind kind, float[] maps) {
      int images = maps.length / (CHANNELS * POSITIONS);
      float[] projected = projected(maps, images);
      if (kind == Kind.NT_XENT) {
        return new Outputs(new float[][] {projected}, new float[][] {projected.clone()});
      }
      List<float[]> all = new java.util.ArrayList<>(List.of(maps, projected));
      int matrices = new MessagePassing(MessagePassingKind.GRAPH_CONV, WIDTH).nodes().size();
      for (int w = 0; w < matrices; w++) {
        double[] weights = Samples.uniform(50 + w, WIDTH * WIDTH);
        all.add(narrow(weights, 1 / Math.sqrt(WIDTH)));
      }
      float[][] values = all.toArray(float[][]::new);
      return new Outputs(values, Arrays.stream(values).map(float[]::clone).toArray(float[][]::new));
    }

    private static float[] projected(float[] maps, int images) {
      double[] directions = Samples.uniform(77, CHANNELS * WIDTH);
      float[] out = new float[images * WIDTH];
      for (int i = 0; i < images; i++) {
        for (int c = 0; c < CHANNELS; c++) {
          float mean = 0;
          for (int p = 0; p < POSITIONS; p++) {
            mean += maps[(i * CHANNELS + c) * POSITIONS + p] / POSITIONS;
          }
          for (int f = 0; f < WIDTH; f++) {
            out[i * WIDTH + f] += (float) (mean * directions[c * WIDTH + f]);
          }
        }
      }
      return out;
    }

    ObjectiveResult evaluate(Objective objective, PairBatch batch) {
      for (float[] gradient : gradients) {
        Arrays.fill(gradient, 0);
      }
      return objective.evaluate(values, gradients, batch);
    }

    /** Follows the gradient of maps and embeddings by steps of one length. */
    void descend(float length) {
      for (int o = 0; o < Math.min(2, values.length); o++) {
        for (int i = 0; i < values[o].length; i++) {
          values[o][i] -= length * Math.signum(gradients[o][i]);
        }
      }
    }
  }

  private static ObjectiveSettings settings(Kind kind, double beta, double omega) {
    AffinitySettings affinities =
        new AffinitySettings(0.8, beta, 0.4, 0.5, EdgeScale.NODES_PER_EDGE);
    return new ObjectiveSettings(
        kind,
        new ProjectorSettings(ProjectorSettings.Kind.LINEAR, Norm.BATCH, WIDTH, 16),
        new GraphMatchingSettings(affinities, 16, 5, MessagePassingKind.GRAPH_CONV, 80),
        new EstimatorSettings(NoiseKind.GUMBEL, 0.1, 0, 80, false, 0, 1, omega, 1),
        0.2);
  }

  private static float[] floats(long seed, int images) {
    return narrow(Samples.uniform(seed, images * CHANNELS * POSITIONS), 1);
  }

  private static float[] narrow(double[] values, double factor) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (factor * values[i]);
    }
    return out;
  }

  private static float[] twice(float[] half) {
    float[] all = Arrays.copyOf(half, 2 * half.length);
    System.arraycopy(half, 0, all, half.length, half.length);
    return all;
  }

  /** Both views show the same place. */
  private static PairBatch sameplaced(int pairs) {
    float[] half = Samples.positions(1, pairs, POSITIONS);
    List<int[]> graphs = Samples.graphs(pairs, 16);
    return new PairBatch(2 * pairs, twice(half), graphs, List.of(), new long[graphs.size()]);
  }
}
