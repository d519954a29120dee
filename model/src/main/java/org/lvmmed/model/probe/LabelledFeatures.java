package org.lvmmed.model.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Features of labelled images.
 *
 * @param features images × dimensions
 * @param labels class index of each image, below {@code classes}
 * @param classes how many classes the task has
 */
public record LabelledFeatures(float[][] features, int[] labels, int classes) {

  public LabelledFeatures {
    if (features.length != labels.length) {
      throw new IllegalArgumentException(
          "Invalid labelled features: " + features.length + " rows, " + labels.length + " labels");
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "Invalid labelled features: class " + label + " of " + classes);
      }
    }
  }

  public int size() {
    return labels.length;
  }

  public int dimensions() {
    return features.length == 0 ? 0 : features[0].length;
  }

  /** These rows followed by the others. */
  public LabelledFeatures and(LabelledFeatures others) {
    List<float[]> rows = new ArrayList<>(List.of(features));
    rows.addAll(List.of(others.features));
    int[] all = IntStream.concat(IntStream.of(labels), IntStream.of(others.labels)).toArray();
    return new LabelledFeatures(rows.toArray(float[][]::new), all, classes);
  }
}
