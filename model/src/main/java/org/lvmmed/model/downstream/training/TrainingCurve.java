package org.lvmmed.model.downstream.training;

import java.io.Serializable;
import java.util.List;

/** What training looked like at each validation. */
public record TrainingCurve(List<Point> points) implements Serializable {

  public TrainingCurve {
    points = List.copyOf(points);
  }

  /**
   * @param step optimiser steps taken
   * @param trainingLoss mean over the steps since the last point
   * @param validation fraction of 1, larger is better: Dice, AP at 0.5, accuracy; NaN where there
   *     is no validation split
   */
  public record Point(int step, double trainingLoss, double validation) implements Serializable {}
}
