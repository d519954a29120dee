package org.lvmmed.model.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.metrics.ClassificationMetric;
import org.lvmmed.model.metrics.Predictions;

class LinearProbeTest {

  private static final List<Double> GRID = List.of(1e-4, 1e-2, 1.0);

  /** The minimum was found with SciPy (BFGS, polished by Nelder-Mead) for the same formula. */
  @Test
  void logisticRegressionFindsTheMinimumThatScipyFinds() {
    float[][] rows = new float[30][4];
    for (int i = 0; i < 30; i++) {
      for (int d = 0; d < 4; d++) {
        rows[i][d] = (float) (Math.sin((i + 1) * (d + 1) * 0.7) + (i % 3 == d ? 0.8 : 0));
      }
    }
    int[] labels = IntStream.range(0, 30).map(i -> i % 3).toArray();
    LabelledFeatures train = new LabelledFeatures(rows, labels, 3);

    double[][] found =
        LogisticRegression.zero(3, 4)
            .fit(train, 0.05)
            .probabilities(new float[][] {{0.5f, -0.2f, 0.1f, 0.3f}, {-1, 0.4f, 0.9f, 0}});

    assertThat(found[0]).containsExactly(new double[] {0.384566, 0.264346, 0.351088}, within(1e-5));
    assertThat(found[1]).containsExactly(new double[] {0.163558, 0.079239, 0.757203}, within(1e-5));
  }

  @Test
  void classesOnEitherSideOfAPlaneAreToldApart() {
    LabelledFeatures train = blobs(new Random(1), 60, 8, 3, 4);
    LabelledFeatures validation = blobs(new Random(2), 30, 8, 3, 4);
    LabelledFeatures test = blobs(new Random(3), 60, 8, 3, 4);

    LinearProbe.Result result = new LinearProbe(GRID).scores(train, validation, test.features());

    assertThat(share(result.probabilities(), test.labels())).isGreaterThan(0.95);
  }

  @Test
  void withFewNoisyImagesAStrongPenaltyIsChosenAndWithoutNoiseAWeakOne() {
    LinearProbe probe = new LinearProbe(GRID);
    LabelledFeatures noisy = blobs(new Random(1), 40, 200, 2, 0.3);
    LabelledFeatures clear = blobs(new Random(1), 40, 4, 2, 20);

    assertThat(
            probe.scores(noisy, blobs(new Random(5), 40, 200, 2, 0.3), noisy.features()).strength())
        .isEqualTo(1.0);
    assertThat(probe.scores(clear, blobs(new Random(5), 40, 4, 2, 20), clear.features()).strength())
        .isEqualTo(1e-4);
  }

  @Test
  void theScaleOfAFeatureDoesNotMatter() {
    LabelledFeatures train = blobs(new Random(1), 60, 3, 2, 2);
    LabelledFeatures test = blobs(new Random(2), 10, 3, 2, 2);
    LabelledFeatures none = new LabelledFeatures(new float[0][], new int[0], 2);
    LinearProbe probe = new LinearProbe(List.of(0.01));

    double[][] plain = probe.scores(train, none, test.features()).probabilities();
    double[][] scaled = probe.scores(scaled(train), none, scaled(test).features()).probabilities();

    for (int i = 0; i < plain.length; i++) {
      assertThat(scaled[i]).containsExactly(plain[i], within(1e-3));
    }
  }

  @Test
  void aSingleTrainingClassGivesThatClass() {
    LabelledFeatures train =
        new LabelledFeatures(new float[][] {{1, 2}, {2, 1}}, new int[] {1, 1}, 3);
    LabelledFeatures none = new LabelledFeatures(new float[0][], new int[0], 3);

    double[][] found =
        new LinearProbe(GRID).scores(train, none, new float[][] {{0, 0}}).probabilities();

    assertThat(found[0][1]).isGreaterThan(0.9);
  }

  @Test
  void aPenaltyThatIsNotPositiveIsRefused() {
    assertThatThrownBy(() -> new LinearProbe(List.of(0.0)))
        .hasMessage("Invalid evaluate.linear.penalties: [0.0] (at least one, each above 0)");
  }

  private static LabelledFeatures scaled(LabelledFeatures data) {
    float[][] rows = new float[data.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = data.features()[i].clone();
      rows[i][0] = 1000 * rows[i][0] + 5000;
    }
    return new LabelledFeatures(rows, data.labels(), data.classes());
  }

  /** Noise of unit variance around a centre on one axis for each class. */
  static LabelledFeatures blobs(
      Random random, int count, int dimensions, int classes, double distance) {
    float[][] rows = new float[count][dimensions];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % classes;
      for (int d = 0; d < dimensions; d++) {
        rows[i][d] = (float) (random.nextGaussian() + (d == labels[i] ? distance : 0));
      }
    }
    return new LabelledFeatures(rows, labels, classes);
  }

  static double share(double[][] scores, int[] labels) {
    return ClassificationMetric.ACCURACY.of(new Predictions(labels, scores, scores[0].length));
  }
}
