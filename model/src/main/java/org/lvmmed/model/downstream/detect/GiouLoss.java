package org.lvmmed.model.downstream.detect;

import org.lvmmed.model.downstream.sample.TaskBox;

/**
 * 1 − generalised intersection over union of two boxes (Rezatofighi et al., CVPR 2019): in [0, 2),
 * with a gradient even where they do not meet.
 */
final class GiouLoss {

  private GiouLoss() {}

  /**
   * Evaluates a box of positive width and height.
   *
   * @param box x1, y1, x2, y2
   * @param slope where ∂loss/∂box is put, four values
   */
  static double evaluate(double[] box, TaskBox truth, double[] slope) {
    double width = box[2] - box[0];
    double height = box[3] - box[1];
    double across = Math.min(box[2], truth.x2()) - Math.max(box[0], truth.x1());
    double down = Math.min(box[3], truth.y2()) - Math.max(box[1], truth.y1());
    boolean meet = across > 0 && down > 0;
    double common = meet ? across * down : 0;
    double union = width * height + truth.area() - common;
    double hullWidth = Math.max(box[2], truth.x2()) - Math.min(box[0], truth.x1());
    double hullHeight = Math.max(box[3], truth.y2()) - Math.min(box[1], truth.y1());
    double hull = hullWidth * hullHeight;

    double ofCommon = -1 / union;
    double ofUnion = common / (union * union) - 1 / hull;
    double ofHull = union / (hull * hull);
    double[] grown = {-height, -width, height, width};
    double[] met = {-down, -across, down, across};
    double[] hulled = {-hullHeight, -hullWidth, hullHeight, hullWidth};
    double[] target = {truth.x1(), truth.y1(), truth.x2(), truth.y2()};
    for (int side = 0; side < 4; side++) {
      boolean within = side < 2 ? box[side] > target[side] : box[side] < target[side];
      double commonGrowth = meet && within ? met[side] : 0;
      double hullGrowth = within ? 0 : hulled[side];
      slope[side] =
          ofCommon * commonGrowth + ofUnion * (grown[side] - commonGrowth) + ofHull * hullGrowth;
    }
    return 2 - common / union - union / hull;
  }
}
