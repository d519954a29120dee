package org.lvmmed.jobs.evaluate;

import java.io.Serializable;
import java.util.List;

/**
 * A dataset with a label for each image.
 *
 * @param dataset its name
 * @param classes the labels, sorted: a class's index is its place here
 */
record ClassificationTask(String dataset, List<String> classes) implements Serializable {

  ClassificationTask {
    classes = List.copyOf(classes);
  }

  int indexOf(String label) {
    return classes.indexOf(label);
  }
}
