package org.lvmmed.jobs.evaluate.unit;

import java.io.Serializable;
import java.util.List;

/**
 * A dataset with a label for each image.
 *
 * @param dataset its name
 * @param classes the labels, sorted: a class's index is its place here
 */
public record ClassificationTask(String dataset, List<String> classes) implements Serializable {

  public ClassificationTask {
    classes = List.copyOf(classes);
  }

  public int indexOf(String label) {
    return classes.indexOf(label);
  }
}
