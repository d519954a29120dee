package org.lvmmed.model.downstream.classify;

import java.util.Arrays;
import org.lvmmed.model.downstream.training.Softmax;

/** Cross-entropy of a softmax, mean over a batch. */
final class ClassificationLoss {

  private ClassificationLoss() {}

  /**
   * Evaluates a batch.
   *
   * @param logits batch × classes
   * @param gradient to be filled with ∂loss/∂logits
   */
  static double evaluate(double[] logits, int[] labels, double[] gradient) {
    int classes = logits.length / labels.length;
    double loss = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] row = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
      Softmax.inPlace(row);
      loss -= Math.log(Math.max(row[labels[i]], Double.MIN_NORMAL)) / labels.length;
      for (int k = 0; k < classes; k++) {
        gradient[i * classes + k] = (row[k] - (k == labels[i] ? 1 : 0)) / labels.length;
      }
    }
    return loss;
  }
}
