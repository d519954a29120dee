package org.lvmmed.jobs.evaluate.settings;

import org.lvmmed.model.probe.LabelledFeatures;
import org.lvmmed.model.probe.LinearProbe;

/** A classifier that is fitted to the stored features of a frozen encoder. */
@FunctionalInterface
public interface Probe {

  /**
   * Fits it and asks it.
   *
   * @param train not empty
   * @param validation may be empty
   * @param test images × dimensions
   * @return class probabilities of the test images
   */
  LinearProbe.Result fit(
      EvaluateSettings settings,
      LabelledFeatures train,
      LabelledFeatures validation,
      float[][] test);
}
