package org.lvmmed.model.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Gradients against central differences in double; values against the formulas by hand. */
class LossGradientTest {

  private static final double STEP = 1e-5;

  private final Random random = new Random(3);

  @Test
  void theSegmentationLossHasTheGradientOfItsValue() {
    byte[] targets = {0, 1, 2, -1, 0, 2, 2, 0, 0, -1, 1, 0};
    SegmentationLoss loss = new SegmentationLoss(4, 6, targets, 0.75);
    double[] logits = normal(2 * 4 * 6);
    double[] gradient = new double[logits.length];

    loss.evaluate(logits, gradient);

    assertSlopes(logits, gradient, at -> loss.evaluate(at, new double[at.length]));
  }

  @Test
  void onePixelsSegmentationLossIsCrossEntropyPlusDice() {
    SegmentationLoss loss = new SegmentationLoss(2, 1, new byte[] {1}, 0.5);
    double p = 1 / (1 + Math.exp(-0.7));

    double value = loss.evaluate(new double[] {0, 0.7}, new double[2]);

    assertThat(value).isCloseTo(-Math.log(p) + 1 - (2 * p + 1) / (p + 1 + 1), within(1e-12));
  }

  /** Two pixels of the background and one of an object; Dice is the same and drops out. */
  @Test
  void rarityOneWeighsClassesAlikeAndZeroPixels() {
    byte[] targets = {0, 0, 1};
    double[] logits = {0, 0, 0, 0.4, -0.9, 1.3};
    double[] cost = new double[3];
    for (int i = 0; i < 3; i++) {
      double object = 1 / (1 + Math.exp(-logits[3 + i]));
      cost[i] = -Math.log(targets[i] == 1 ? object : 1 - object);
    }

    double classes = new SegmentationLoss(2, 3, targets, 1).evaluate(logits, new double[6]);
    double pixels = new SegmentationLoss(2, 3, targets, 0).evaluate(logits, new double[6]);

    double expected = (cost[0] + cost[1]) / 4 + cost[2] / 2 - (cost[0] + cost[1] + cost[2]) / 3;
    assertThat(classes - pixels).isCloseTo(expected, within(1e-12));
  }

  @Test
  void pixelsOutsideTheFieldOfViewNeitherCostNorPull() {
    SegmentationLoss loss = new SegmentationLoss(2, 3, new byte[] {-1, -1, -1}, 0.5);
    double[] gradient = new double[6];

    assertThat(loss.evaluate(normal(6), gradient)).isEqualTo(0);
    assertThat(gradient).containsOnly(0);
  }

  @Test
  void whatIsPredictedWhereNothingIsKnownChangesNeitherTheLossNorAnyGradient() {
    byte[] targets = {0, ByteMask.IGNORED, 2, 1, ByteMask.IGNORED, 2};
    SegmentationLoss loss = new SegmentationLoss(3, 6, targets, 0.5);
    double[] logits = normal(18);
    double[] others = logits.clone();
    for (int k = 0; k < 3; k++) {
      others[6 * k + 1] = 40 * k;
      others[6 * k + 4] = -7 * k;
    }
    double[] gradient = new double[18];
    double[] otherGradient = new double[18];

    double value = loss.evaluate(logits, gradient);

    assertThat(value).isPositive();
    assertThat(loss.evaluate(others, otherGradient)).isEqualTo(value);
    assertThat(otherGradient).containsExactly(gradient);
    for (int k = 0; k < 3; k++) {
      assertThat(gradient[6 * k + 1]).isZero();
      assertThat(gradient[6 * k + 4]).isZero();
      assertThat(gradient[6 * k]).isNotZero();
    }
  }

  @Test
  void theDetectionLossHasTheGradientOfItsValue() {
    PyramidLevel[] levels = PyramidLevel.of(new int[] {8, 16}, 64, 96);
    List<List<TaskBox>> truth =
        List.of(
            List.of(new TaskBox(5, 7, 61, 55, 1), new TaskBox(70.5, 20, 92, 41, 0)),
            List.of(new TaskBox(40, 40, 43, 42, 1)));
    DetectionLoss loss = new DetectionLoss(levels, 2, truth);
    double[][] outputs = {
      normal(2 * 2 * 96), normal(2 * 4 * 96), normal(2 * 2 * 24), normal(2 * 4 * 24)
    };
    double[][] gradients = blank(outputs);

    loss.evaluate(outputs, gradients);

    assertThat(sum(gradients[1])).isNotZero();
    assertThat(sum(gradients[3])).isNotZero();
    for (int o = 0; o < outputs.length; o++) {
      assertSlopes(outputs[o], gradients[o], at -> loss.evaluate(outputs, blank(outputs)));
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

  @Test
  void theClassificationLossHasTheGradientOfItsValue() {
    int[] labels = {2, 0, 1};
    double[] logits = normal(9);
    double[] gradient = new double[9];

    ClassificationLoss.evaluate(logits, labels, gradient);

    assertSlopes(
        logits, gradient, at -> ClassificationLoss.evaluate(at, labels, new double[at.length]));
  }

  private static void assertSlopes(
      double[] point, double[] gradient, ToDoubleFunction<double[]> loss) {
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

  private double[] normal(int length) {
    return random.doubles(length).map(u -> 4 * u - 2).toArray();
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
