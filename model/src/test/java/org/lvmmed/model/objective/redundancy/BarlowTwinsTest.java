package org.lvmmed.model.objective.redundancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.NumericalGradient;
import org.lvmmed.model.objective.Samples;

class BarlowTwinsTest {

  private static final int WIDTH = 5;
  private static final double LAMBDA = 0.1;

  @ParameterizedTest
  @ValueSource(ints = {2, 9})
  void isTheDistanceOfTheCorrelationsFromTheIdentity(int pairs) {
    double[] z = Samples.uniform(1, 2 * pairs * WIDTH);
    assertThat(loss(z)).isEqualTo(written(z, pairs), within(1e-9 * written(z, pairs)));
  }

  /** Pearson correlations of all pairs of columns, by their definition. */
  private static double written(double[] z, int pairs) {
    double loss = 0;
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < WIDTH; j++) {
        double[] a = standard(z, 0, i, pairs);
        double[] b = standard(z, pairs, j, pairs);
        double c = 0;
        for (int row = 0; row < pairs; row++) {
          c += a[row] * b[row] / pairs;
        }
        loss += i == j ? Math.pow(1 - c, 2) : LAMBDA * c * c;
      }
    }
    return loss;
  }

  private static double[] standard(double[] z, int from, int column, int pairs) {
    double[] values = new double[pairs];
    Arrays.setAll(values, row -> z[(from + row) * WIDTH + column]);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) / Math.sqrt(variance + 1e-5)).toArray();
  }

  @Test
  void itsGradientIsThatOfCentralDifferences() {
    double[] z = Samples.uniform(2, 2 * 7 * WIDTH);
    NumericalGradient.check(z, evaluate(z).gradient().values, BarlowTwinsTest::loss);
  }

  /** All images alike: no value tells anything, and nothing overflows. */
  @Test
  void identicalImagesCostOneAValueAndHaveAFiniteGradient() {
    double[] z = new double[2 * 4 * WIDTH];
    Arrays.fill(z, 0.3);
    BarlowTwins.Evaluated evaluated = evaluate(z);
    assertThat(evaluated.result().loss()).isEqualTo(WIDTH, within(1e-9));
    assertThat(evaluated.gradient().values).doesNotContain(Double.NaN);
    assertThat(evaluated.result().metrics().std()).isLessThan(1e-6);
  }

  @Test
  void valuesOfOneViewThatEqualThoseOfTheOtherOneAreOnTheDiagonal() {
    double[] half = Samples.uniform(3, 200 * WIDTH);
    double[] z = Arrays.copyOf(half, 2 * half.length);
    System.arraycopy(half, 0, z, half.length, half.length);
    assertThat(evaluate(z).result().curves())
        .hasEntrySatisfying("correlation_diagonal", c -> assertThat(c).isEqualTo(1, within(1e-3)))
        .hasEntrySatisfying("correlation_rest", c -> assertThat(c).isBetween(0.01, 0.15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, 11})
  void aWeightOutOfRangeIsRefused(double lambda) {
    assertThatThrownBy(() -> new BarlowTwinsSettings(lambda, WIDTH))
        .hasMessageContaining("Invalid objective.barlow-twins.lambda: " + lambda);
  }

  private static BarlowTwins.Evaluated evaluate(double[] z) {
    return new BarlowTwins(new BarlowTwinsSettings(LAMBDA, WIDTH), 3)
        .evaluate(new Matrix(z.length / WIDTH, WIDTH, z.clone()));
  }

  private static double loss(double[] z) {
    return evaluate(z).result().loss();
  }
}
