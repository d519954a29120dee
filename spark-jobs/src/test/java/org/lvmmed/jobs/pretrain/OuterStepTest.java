package org.lvmmed.jobs.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lvmmed.model.encoder.Encoder.MapShape;

/**
 * A vector of ten values: an encoder of three, of which the last two are a batch norm's mean and
 * variance; two moments; a head of one with two moments; λ's factor.
 */
class OuterStepTest {

  private static final TrainerLayout LAYOUT =
      new TrainerLayout(
          new TrainerVector(3, 3, 1),
          new BatchNormMoments(new int[] {1}, new int[] {2}, new int[] {1}),
          new MapShape(1, 1, 1));
  private static final int WEIGHT = 0;
  private static final int HEAD = 6;

  private static float[] vector(double weight, double head) {
    return new float[] {(float) weight, 5, 6, 1, 2, 3, (float) head, 7, 8, 9};
  }

  @Test
  void withoutMomentumAndAtFullRateTheAverageStaysAsItIs() {
    RunState before = new RunState(vector(1e8, -3), 10);

    RunState after =
        new OuterStep(PretrainSettings.Outer.plain(), LAYOUT).after(before, vector(0.1, 0.3), 20);

    assertThat(after.values()).isEqualTo(vector(0.1, 0.3));
    assertThat(after.velocity()).isEmpty();
    assertThat(after.iteration()).isEqualTo(20);
  }

  /** Three rounds of averages that lie 1, 0.5 and −2 below the state: by hand, rate 0.5, μ 0.8. */
  @Test
  void encoderAndHeadMoveByNesterovsMomentum() {
    OuterStep step = new OuterStep(new PretrainSettings.Outer(0.8, 0.5), LAYOUT);
    // v = 1, then 0.8 · 1 + 0.5, then 0.8 · 1.3 − 2; step = 0.5 (g + 0.8 v).
    double[] drops = {1, 0.5, -2};
    double[] expected = {10 - 0.9, 9.1 - 0.77, 8.33 + 1.384};
    RunState state = new RunState(vector(10, 10), 0);

    for (int round = 0; round < drops.length; round++) {
      double weight = state.values()[WEIGHT];
      double head = state.values()[HEAD];
      state =
          step.after(state, vector(weight - drops[round], head - drops[round]), 10 * (round + 1));
      assertThat((double) state.values()[WEIGHT]).isCloseTo(expected[round], within(1e-5));
      assertThat((double) state.values()[HEAD]).isCloseTo(expected[round], within(1e-5));
    }
  }

  @Test
  void statisticsMomentsAndFactorStayAsTheyWereAveraged() {
    RunState before = new RunState(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0);

    float[] after =
        new OuterStep(new PretrainSettings.Outer(0.9, 0.7), LAYOUT)
            .after(before, vector(0, 0), 10)
            .values();

    assertThat(after).contains(5, 6, 1, 2, 3, 7, 8, 9);
    assertThat(after[WEIGHT]).isNotZero();
    assertThat(after[HEAD]).isNotZero();
  }
}
