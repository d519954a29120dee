package org.lvmmed.model.downstream.classify;

import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.training.ValidationSubset;

/** Labels of a classification task's samples. */
final class Labels {

  /** Validation samples that are looked at. */
  private static final int MOST = 160;

  private Labels() {}

  static int of(TaskSample sample, int classes) {
    if (sample.label() < 0 || sample.label() >= classes) {
      throw new IllegalArgumentException(
          "Invalid sample %s of a classification: label %d (0 to %d)"
              .formatted(sample.id(), sample.label(), classes - 1));
    }
    return sample.label();
  }

  /** Share of the validation samples that a classifier gets right; NaN without samples. */
  static double accuracy(TaskSamples samples, int classes, Classifier classifier) {
    int[] subset = ValidationSubset.of(samples.size(), MOST);
    int right = 0;
    for (int index : subset) {
      TaskSample sample = samples.get(index);
      int found = largest(classifier.predict(sample.image()));
      right += found == of(sample, classes) ? 1 : 0;
    }
    return subset.length == 0 ? Double.NaN : (double) right / subset.length;
  }

  /** Index of the largest value; of equals the first. */
  static int largest(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }
}
