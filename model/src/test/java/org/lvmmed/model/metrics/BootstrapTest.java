package org.lvmmed.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final Bootstrap BOOTSTRAP = new Bootstrap(4000, 11);

  @Test
  void theIntervalOfAnAccuracyIsNearTheNormalApproximation() {
    Predictions predictions = correct(400, 300);
    int[] groups = IntStream.range(0, 400).toArray();

    Bootstrap.Interval interval =
        BOOTSTRAP.interval95(List.of(predictions), groups, ClassificationMetric.ACCURACY);

    double half = 1.96 * Math.sqrt(0.75 * 0.25 / 400);
    assertThat(interval.low()).isCloseTo(0.75 - half, within(0.006));
    assertThat(interval.high()).isCloseTo(0.75 + half, within(0.006));
  }

  @Test
  void imagesOfOnePatientAreDrawnTogetherAndWidenTheInterval() {
    Predictions predictions = correct(400, 300);
    int[] patients = IntStream.range(0, 400).map(i -> i / 20).toArray();

    Bootstrap.Interval interval =
        BOOTSTRAP.interval95(List.of(predictions), patients, ClassificationMetric.ACCURACY);

    double half = 1.96 * Math.sqrt(0.75 * 0.25 / 20);
    assertThat(interval.high() - interval.low()).isCloseTo(2 * half, within(0.06));
  }

  @Test
  void trialsAreAveragedWithinEachResample() {
    Predictions right = correct(50, 50);
    Predictions wrong = correct(50, 0);
    int[] groups = IntStream.range(0, 50).toArray();

    Bootstrap.Interval interval =
        BOOTSTRAP.interval95(List.of(right, wrong), groups, ClassificationMetric.ACCURACY);

    assertThat(interval).isEqualTo(new Bootstrap.Interval(0.5, 0.5));
  }

  @Test
  void anUndefinedMetricHasAnUndefinedInterval() {
    Bootstrap.Interval interval =
        BOOTSTRAP.interval95(List.of(correct(1, 1)), new int[1], ClassificationMetric.AUROC);

    assertThat(interval.low()).isNaN();
    assertThat(interval.high()).isNaN();
  }

  @Test
  void meanAndSampleDeviationOverTrials() {
    assertThat(TrialSummary.of(new double[] {0.5, 0.6, 0.7}).mean()).isCloseTo(0.6, within(1e-12));
    assertThat(TrialSummary.of(new double[] {0.5, 0.6, 0.7}).std()).isCloseTo(0.1, within(1e-12));
    assertThat(TrialSummary.of(new double[] {0.5})).isEqualTo(new TrialSummary(0.5, 0));
  }

  private static Predictions correct(int images, int right) {
    int[] truth = IntStream.range(0, images).map(i -> i % 2).toArray();
    int[] predicted = IntStream.range(0, images).map(i -> i < right ? i % 2 : 1 - i % 2).toArray();
    return ClassificationMetricTest.predicted(truth, predicted, 2);
  }
}
