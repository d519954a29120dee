package org.lvmmed.model.downstream.detect;

import java.util.List;
import org.lvmmed.model.downstream.sample.TaskBox;
import org.lvmmed.model.downstream.training.Doubles;
import org.lvmmed.model.network.Loss;

/**
 * Focal loss of all class logits plus {@link GiouLoss} of the assigned positions' boxes, both
 * divided by the number of assigned positions in the batch.
 */
final class DetectionLoss {

  private static final double BOX_WEIGHT = 2;

  private final PyramidLevel[] levels;
  private final int classes;
  private final List<List<TaskBox>> truth;
  private final int[][][] assigned;
  private final double normaliser;

  /**
   * For one batch.
   *
   * @param truth boxes of each image in pixels of the input
   */
  DetectionLoss(PyramidLevel[] levels, int classes, List<List<TaskBox>> truth) {
    this.levels = levels;
    this.classes = classes;
    this.truth = truth;
    this.assigned = new int[levels.length][truth.size()][];
    int positives = 0;
    for (int l = 0; l < levels.length; l++) {
      for (int i = 0; i < truth.size(); i++) {
        assigned[l][i] = Assignment.of(levels[l], truth.get(i));
        positives += (int) java.util.Arrays.stream(assigned[l][i]).filter(b -> b >= 0).count();
      }
    }
    normaliser = Math.max(1, positives);
  }

  Loss loss() {
    return Loss.onHost(this::evaluate);
  }

  private double evaluate(float[][] outputs, float[][] gradients) {
    double[][] values = new double[outputs.length][];
    double[][] slopes = new double[outputs.length][];
    for (int o = 0; o < outputs.length; o++) {
      values[o] = Doubles.of(outputs[o]);
      slopes[o] = new double[outputs[o].length];
    }
    double loss = evaluate(values, slopes);
    for (int o = 0; o < outputs.length; o++) {
      Doubles.narrow(slopes[o], gradients[o]);
    }
    return loss;
  }

  /**
   * Evaluates the batch.
   *
   * @param outputs as {@link FeaturePyramid#graph} orders them
   * @param gradients to be filled with ∂loss/∂outputs; zero on entry
   */
  double evaluate(double[][] outputs, double[][] gradients) {
    double loss = 0;
    for (int l = 0; l < levels.length; l++) {
      for (int i = 0; i < truth.size(); i++) {
        loss += classLoss(l, i, outputs[2 * l], gradients[2 * l]);
        loss += boxLoss(l, i, outputs[2 * l + 1], gradients[2 * l + 1]);
      }
    }
    return loss;
  }

  private double classLoss(int l, int image, double[] logits, double[] gradient) {
    int positions = levels[l].positions();
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      for (int p = 0; p < positions; p++) {
        int box = assigned[l][image][p];
        boolean object = box >= 0 && truth.get(image).get(box).type() == k;
        int at = (image * classes + k) * positions + p;
        sum += FocalLoss.value(logits[at], object);
        gradient[at] = FocalLoss.slope(logits[at], object) / normaliser;
      }
    }
    return sum / normaliser;
  }

  private double boxLoss(int l, int image, double[] logs, double[] gradient) {
    PyramidLevel level = levels[l];
    int offset = image * 4 * level.positions();
    double[] slope = new double[4];
    double sum = 0;
    for (int p = 0; p < level.positions(); p++) {
      int target = assigned[l][image][p];
      if (target < 0) {
        continue;
      }
      double[] box = Reaches.box(logs, offset, level, p);
      sum += GiouLoss.evaluate(box, truth.get(image).get(target), slope);
      for (int side = 0; side < 4; side++) {
        gradient[offset + side * level.positions() + p] =
            BOX_WEIGHT / normaliser * slope[side] * Reaches.slope(logs, offset, level, p, side);
      }
    }
    return BOX_WEIGHT * sum / normaliser;
  }
}
