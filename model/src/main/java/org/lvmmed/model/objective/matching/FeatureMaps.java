package org.lvmmed.model.objective.matching;

import org.lvmmed.model.objective.MapPositions;

/**
 * An encoder's output y for both views of a batch, and the place where its gradient is summed.
 * Images 0 … B−1 are the first views s, B … 2B−1 the second views t of the same images.
 */
interface FeatureMaps {

  /** D. */
  int channels();

  /** P = R·S of each. */
  MapPositions positions();

  /** Copies an image's map, D×P row-major, into the given array. */
  void read(int image, double[] map);

  /** Adds to an image's gradient, D×P row-major. */
  void add(int image, double[] gradient);
}
