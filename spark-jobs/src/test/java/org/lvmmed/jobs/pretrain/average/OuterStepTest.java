package org.lvmmed.jobs.pretrain.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;

/**
 * A vector of ten values: two weights, of encoder and head; a batch norm's mean and variance; two
 * moments of each weight; the objective's state.
 */
class OuterStepTest {

  private static final int WEIGHT = 0;
  private static final int HEAD = 1;

  private static OuterStep step(PretrainSettings.Outer settings) {
    return new OuterStep(settings, 2);
  }

  private static float[] vector(double weight, double head) {
    return new float[] {(float) weight, (float) head, 5, 6, 1, 2, 3, 7, 8, 9};
  }

  @Test
  void withoutMomentumAndAtFullRateTheAverageStaysAsItIs() {
    float[] averaged = vector(0.1, 0.3);

    float[] velocity =
        step(PretrainSettings.Outer.plain()).take(vector(1e8, -3), new float[0], averaged);

    assertThat(averaged).isEqualTo(vector(0.1, 0.3));
    assertThat(velocity).isEmpty();
  }

  /** Three rounds of averages that lie 1, 0.5 and −2 below the state: by hand, rate 0.5, μ 0.8. */
  @Test
  void encoderAndHeadMoveByNesterovsMomentum() {
    OuterStep step = step(new PretrainSettings.Outer(0.8, 0.5));
    // v = 1, then 0.8 · 1 + 0.5, then 0.8 · 1.3 − 2; step = 0.5 (g + 0.8 v).
    double[] drops = {1, 0.5, -2};
    double[] expected = {10 - 0.9, 9.1 - 0.77, 8.33 + 1.384};
    float[] values = vector(10, 10);
    float[] velocity = {};

    for (int round = 0; round < drops.length; round++) {
      float[] after = vector(values[WEIGHT] - drops[round], values[HEAD] - drops[round]);
      velocity = step.take(values, velocity, after);
      values = after;
      assertThat((double) values[WEIGHT]).isCloseTo(expected[round], within(1e-5));
      assertThat((double) values[HEAD]).isCloseTo(expected[round], within(1e-5));
    }
  }

  @Test
  void statisticsMomentsAndFactorStayAsTheyWereAveraged() {
    float[] before = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    float[] after = vector(0, 0);

    step(new PretrainSettings.Outer(0.9, 0.7)).take(before, new float[0], after);

    assertThat(after).contains(5, 6, 1, 2, 3, 7, 8, 9);
    assertThat(after[WEIGHT]).isNotZero();
    assertThat(after[HEAD]).isNotZero();
  }
}
