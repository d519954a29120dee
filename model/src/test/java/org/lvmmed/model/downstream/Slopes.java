package org.lvmmed.model.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Gradients against central differences in double. */
public final class Slopes {

  private static final double STEP = 1e-5;

  private Slopes() {}

  /** Somewhere in [−2, 2]. */
  public static double[] point(Random random, int length) {
    return random.doubles(length).map(u -> 4 * u - 2).toArray();
  }

  /** Fails unless each slope is that of central differences. */
  public static void check(double[] point, double[] gradient, ToDoubleFunction<double[]> loss) {
    for (int i = 0; i < point.length; i++) {
      double value = point[i];
      point[i] = value + STEP;
      double above = loss.applyAsDouble(point);
      point[i] = value - STEP;
      double below = loss.applyAsDouble(point);
      point[i] = value;
      assertThat(gradient[i])
          .as("entry " + i)
          .isCloseTo((above - below) / (2 * STEP), within(1e-7));
    }
  }
}
