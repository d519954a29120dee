package org.lvmmed.jobs.evaluate.unit;

import java.io.Serializable;
import java.util.List;
import org.lvmmed.jobs.evaluate.settings.HeadRecipe;
import org.lvmmed.jobs.evaluate.settings.Protocol;

/**
 * What a head is trained for.
 *
 * @param dataset whose training rows it is trained on
 * @param classes names of the classes; those of masks without the background
 * @param crops whether images go in as crops at their native resolution
 * @param trials how often it is trained
 * @param tests datasets whose test rows it is tested on, the own one first
 */
public record HeadTask(
    String dataset,
    Protocol protocol,
    List<String> classes,
    HeadRecipe recipe,
    boolean crops,
    int trials,
    List<String> tests)
    implements Serializable {

  public HeadTask {
    classes = List.copyOf(classes);
    tests = List.copyOf(tests);
  }

  /** The task for one trial: the same, whatever the number of trials. */
  public HeadTask once() {
    return new HeadTask(dataset, protocol, classes, recipe, crops, 1, tests);
  }

  /** Whether a row of a dataset's split belongs to the task. */
  public boolean uses(String rowDataset, String split) {
    return split.equals("test") ? tests.contains(rowDataset) : dataset.equals(rowDataset);
  }
}
