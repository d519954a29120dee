package org.lvmmed.jobs.evaluate.unit;

import java.util.List;
import org.lvmmed.model.metrics.Predictions;

/**
 * What a classifier made of a test set.
 *
 * @param dataset as results name it
 * @param classes the task's labels
 * @param images ids of the test images
 * @param groups number of each test image's patient
 * @param truth class index of each test image
 * @param scores test images × classes
 * @param strength the linear probe's chosen penalty; 0 for other protocols
 * @param seconds of work, training included
 */
public record ClassificationOutcome(
    String dataset,
    List<String> classes,
    List<String> images,
    int[] groups,
    int[] truth,
    double[][] scores,
    double strength,
    double seconds) {

  public Predictions predictions() {
    return new Predictions(truth, scores, classes.size());
  }
}
