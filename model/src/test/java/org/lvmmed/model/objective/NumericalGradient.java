package org.lvmmed.model.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Central differences. */
public final class NumericalGradient {

  private static final double STEP = 1e-6;
  private static final double RELATIVE = 1e-4;

  private NumericalGradient() {}

  /** Fails unless each entry agrees to 1e-4 of itself, or of a hundredth of the largest. */
  public static void check(double[] point, double[] analytic, ToDoubleFunction<double[]> function) {
    double largest = Arrays.stream(analytic).map(Math::abs).max().orElseThrow();
    assertThat(largest).as("largest entry").isGreaterThan(1e-6);
    for (int i = 0; i < point.length; i++) {
      double numerical = difference(point, i, function);
      double scale = Math.max(Math.abs(numerical), 0.01 * largest);
      assertThat(Math.abs(analytic[i] - numerical) / scale)
          .as("entry %d: analytic %s, numerical %s", i, analytic[i], numerical)
          .isLessThan(RELATIVE);
    }
  }

  private static double difference(double[] point, int i, ToDoubleFunction<double[]> function) {
    double[] moved = point.clone();
    moved[i] = point[i] + STEP;
    double up = function.applyAsDouble(moved);
    moved[i] = point[i] - STEP;
    return (up - function.applyAsDouble(moved)) / (2 * STEP);
  }
}
