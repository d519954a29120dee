package org.lvmmed.model.downstream.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.downstream.Slopes;
import org.lvmmed.model.downstream.sample.ByteMask;

class SegmentationLossTest {

  private final Random random = new Random(3);

  @Test
  void theSegmentationLossHasTheGradientOfItsValue() {
    byte[] targets = {0, 1, 2, -1, 0, 2, 2, 0, 0, -1, 1, 0};
    SegmentationLoss loss = new SegmentationLoss(4, 6, targets, 0.75);
    double[] logits = Slopes.point(random, 2 * 4 * 6);
    double[] gradient = new double[logits.length];

    loss.evaluate(logits, gradient);

    Slopes.check(logits, gradient, at -> loss.evaluate(at, new double[at.length]));
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
  void aPixelThatIsIgnoredCountsAsIfItWereNotThere() {
    double[] logits = Slopes.point(random, 2 * 3);
    double[] without = {logits[0], logits[2], logits[3], logits[5]};
    double[] gradient = new double[6];
    double[] slopes = new double[4];

    double loss = new SegmentationLoss(2, 3, new byte[] {0, -1, 1}, 0.5).evaluate(logits, gradient);
    double expected = new SegmentationLoss(2, 2, new byte[] {0, 1}, 0.5).evaluate(without, slopes);

    assertThat(loss).isCloseTo(expected, within(1e-12));
    assertThat(gradient)
        .containsExactly(
            new double[] {slopes[0], 0, slopes[1], slopes[2], 0, slopes[3]}, within(1e-12));
  }

  @Test
  void whatIsPredictedWhereNothingIsKnownChangesNoDice() {
    ByteMask truth = new ByteMask(1, 5, new byte[] {1, 1, 0, -1, -1});
    DiceCount background = new DiceCount(2);
    DiceCount object = new DiceCount(2);

    background.add(truth, new ByteMask(1, 5, new byte[] {1, 0, 1, 0, 0}), null);
    object.add(truth, new ByteMask(1, 5, new byte[] {1, 0, 1, 1, 1}), null);

    assertThat(object.mean()).isEqualTo(background.mean()).isEqualTo(0.5);
  }

  @Test
  void pixelsOutsideTheFieldOfViewNeitherCostNorPull() {
    SegmentationLoss loss = new SegmentationLoss(2, 3, new byte[] {-1, -1, -1}, 0.5);
    double[] gradient = new double[6];

    assertThat(loss.evaluate(Slopes.point(random, 6), gradient)).isEqualTo(0);
    assertThat(gradient).containsOnly(0);
  }
}
