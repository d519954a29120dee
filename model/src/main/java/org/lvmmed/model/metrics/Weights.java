package org.lvmmed.model.metrics;

import java.util.Arrays;

/** How many times each image counts. */
final class Weights {

  private Weights() {}

  static int[] ones(int size) {
    int[] ones = new int[size];
    Arrays.fill(ones, 1);
    return ones;
  }
}
