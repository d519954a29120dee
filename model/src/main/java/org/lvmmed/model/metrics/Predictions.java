package org.lvmmed.model.metrics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What a classifier said about a test set.
 *
 * @param truth class index of each image, below {@code classes}
 * @param scores images × classes, larger means likelier; finite
 * @param classes how many classes the task has, whether or not all occur here
 */
public record Predictions(int[] truth, double[][] scores, int classes) implements Serializable {

  public Predictions {
    require(truth.length > 0, "no predictions to measure");
    require(truth.length == scores.length, truth.length + " labels, " + scores.length + " scores");
    for (int i = 0; i < truth.length; i++) {
      require(truth[i] >= 0 && truth[i] < classes, "class " + truth[i] + " of " + classes);
      require(scores[i].length == classes, scores[i].length + " scores for " + classes);
      require(Arrays.stream(scores[i]).allMatch(Double::isFinite), "a score is not finite");
    }
  }

  public int size() {
    return truth.length;
  }

  /** The class with the largest score; of equals the first. */
  public int predicted(int image) {
    double[] row = scores[image];
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      if (row[k] > row[best]) {
        best = k;
      }
    }
    return best;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("Invalid predictions: " + problem);
    }
  }
}
