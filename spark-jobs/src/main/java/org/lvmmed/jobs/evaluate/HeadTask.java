package org.lvmmed.jobs.evaluate;

import java.io.Serializable;
import java.util.List;

/**
 * What a head is trained for.
 *
 * @param dataset whose training rows it is trained on
 * @param classes names of the classes; those of masks without the background
 * @param crops whether images go in as crops at their native resolution
 * @param trials how often it is trained
 * @param tests datasets whose test rows it is tested on, the own one first
 */
record HeadTask(
    String dataset,
    Protocol protocol,
    List<String> classes,
    HeadRecipe recipe,
    boolean crops,
    int trials,
    List<String> tests)
    implements Serializable {

  HeadTask {
    classes = List.copyOf(classes);
    tests = List.copyOf(tests);
  }

  /** The task for one trial: the same, whatever the number of trials. */
  HeadTask once() {
    return new HeadTask(dataset, protocol, classes, recipe, crops, 1, tests);
  }

  /** Whether a row of a dataset's split belongs to the task. */
  boolean uses(String rowDataset, String split) {
    return split.equals("test") ? tests.contains(rowDataset) : dataset.equals(rowDataset);
  }
}
