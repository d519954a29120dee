package org.lvmmed.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedTestTest {

  private static final double[] FIRST = {.91, .88, .75, .93, .62, .81, .79, .95};
  private static final double[] SECOND = {.90, .80, .71, .94, .55, .83, .70, .91};

  /** Computed with scipy.stats.permutation_test, permutation_type='samples', all resamples. */
  @Test
  void eightPairsAgreeWithScipysExactTest() {
    PairedTest test = PairedTest.of(FIRST, SECOND, IntStream.range(0, 8).toArray(), 1);

    assertThat(test.difference()).isCloseTo(0.0375, within(1e-12));
    assertThat(test.p()).isCloseTo(0.0546875, within(1e-12));
    assertThat(test.groups()).isEqualTo(8);
    assertThat(test.interval().low()).isBetween(0.0, 0.0375);
    assertThat(test.interval().high()).isBetween(0.0375, 0.08);
  }

  @Test
  void drawnSignsAgreeWithTheNormalApproximation() {
    Random random = new Random(2);
    double[] first = random.doubles(200).toArray();
    double[] second =
        Arrays.stream(first).map(v -> v - 0.02 + 0.2 * random.nextGaussian()).toArray();
    double[] differences = IntStream.range(0, 200).mapToDouble(i -> first[i] - second[i]).toArray();
    double sum = Arrays.stream(differences).sum();
    double deviation = Math.sqrt(Arrays.stream(differences).map(d -> d * d).sum());

    PairedTest test = PairedTest.of(first, second, IntStream.range(0, 200).toArray(), 1);

    assertThat(test.p()).isCloseTo(2 * upperTail(Math.abs(sum) / deviation), within(0.015));
  }

  /** Of the standard normal distribution, by Simpson's rule. */
  private static double upperTail(double z) {
    double h = (10 - z) / 2000;
    double sum = 0;
    for (int i = 0; i <= 2000; i++) {
      double x = z + i * h;
      double weight = i == 0 || i == 2000 ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
    return sum * h / 3;
  }

  @Test
  void casesOfOneGroupAreNotIndependentEvidence() {
    int[] pairs = {7, 7, 3, 3, 5, 5, 1, 1};

    PairedTest test = PairedTest.of(FIRST, SECOND, pairs, 1);

    assertThat(test.groups()).isEqualTo(4);
    assertThat(test.p()).isEqualTo(2.0 / 16);
  }

  @Test
  void undefinedCasesAreLeftOutAndWithoutCasesNothingIsClaimed() {
    PairedTest one =
        PairedTest.of(new double[] {0.5, Double.NaN}, new double[] {0.4, 1}, new int[] {0, 1}, 1);
    PairedTest none = PairedTest.of(new double[0], new double[0], new int[0], 1);

    assertThat(one.difference()).isCloseTo(0.1, within(1e-12));
    assertThat(one.p()).isEqualTo(1);
    assertThat(one.groups()).isEqualTo(1);
    assertThat(none.difference()).isNaN();
    assertThat(none.p()).isEqualTo(1);
    assertThat(none.interval().low()).isNaN();
  }

  @Test
  void unequalNumbersOfCasesAreRefused() {
    assertThatThrownBy(() -> PairedTest.of(new double[1], new double[2], new int[1], 1))
        .hasMessageContaining("1 first values, 2 second ones");
  }
}
