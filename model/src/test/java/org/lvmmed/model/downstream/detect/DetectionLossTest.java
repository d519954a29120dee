package org.lvmmed.model.downstream.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.downstream.Slopes;
import org.lvmmed.model.downstream.sample.TaskBox;

class DetectionLossTest {

  private final Random random = new Random(3);

  @Test
  void theDetectionLossHasTheGradientOfItsValue() {
    PyramidLevel[] levels = PyramidLevel.of(new int[] {8, 16}, 64, 96);
    List<List<TaskBox>> truth =
        List.of(
            List.of(new TaskBox(5, 7, 61, 55, 1), new TaskBox(70.5, 20, 92, 41, 0)),
            List.of(new TaskBox(40, 40, 43, 42, 1)));
    DetectionLoss loss = new DetectionLoss(levels, 2, truth);
    double[][] outputs = {
      Slopes.point(random, 2 * 2 * 96),
      Slopes.point(random, 2 * 4 * 96),
      Slopes.point(random, 2 * 2 * 24),
      Slopes.point(random, 2 * 4 * 24)
    };
    double[][] gradients = blank(outputs);

    loss.evaluate(outputs, gradients);

    assertThat(sum(gradients[1])).isNotZero();
    assertThat(sum(gradients[3])).isNotZero();
    for (int o = 0; o < outputs.length; o++) {
      Slopes.check(outputs[o], gradients[o], at -> loss.evaluate(outputs, blank(outputs)));
    }
  }

  @Test
  void theGeneralisedOverlapOfTwoBoxesIsTheFormulas() {
    double[] box = {0, 0, 2, 2};
    TaskBox apart = new TaskBox(3, 0, 5, 2, 0);
    TaskBox half = new TaskBox(1, 0, 3, 2, 0);

    assertThat(GiouLoss.evaluate(box, new TaskBox(0, 0, 2, 2, 0), new double[4])).isEqualTo(0);
    assertThat(GiouLoss.evaluate(box, half, new double[4])).isCloseTo(1 - 2.0 / 6, within(1e-12));
    assertThat(GiouLoss.evaluate(box, apart, new double[4]))
        .isCloseTo(1 + (10 - 8) / 10.0, within(1e-12));
  }

  @Test
  void theFocalLossIsTheFormulas() {
    double p = 1 / (1 + Math.exp(-1.3));

    assertThat(FocalLoss.value(1.3, true))
        .isCloseTo(-0.25 * (1 - p) * (1 - p) * Math.log(p), within(1e-12));
    assertThat(FocalLoss.value(1.3, false))
        .isCloseTo(-0.75 * p * p * Math.log(1 - p), within(1e-12));
    assertThat(FocalLoss.value(-800, true)).isCloseTo(200, within(1e-9));
  }

  private static double[][] blank(double[][] like) {
    double[][] out = new double[like.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = new double[like[i].length];
    }
    return out;
  }

  private static double sum(double[] values) {
    return java.util.Arrays.stream(values).map(Math::abs).sum();
  }
}
