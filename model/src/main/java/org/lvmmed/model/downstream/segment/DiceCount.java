package org.lvmmed.model.downstream.segment;

import org.jspecify.annotations.Nullable;
import org.lvmmed.model.downstream.sample.ByteMask;

/** Dice of the foreground classes over the pixels of many images together. */
final class DiceCount {

  private final long[] common;
  private final long[] sizes;
  private boolean any;

  DiceCount(int classes) {
    common = new long[classes];
    sizes = new long[classes];
  }

  void add(ByteMask truth, ByteMask predicted, @Nullable ByteMask fov) {
    any = true;
    for (int i = 0; i < truth.classes().length; i++) {
      boolean seen = fov == null || fov.classes()[i] != 0;
      if (seen && truth.classes()[i] != ByteMask.IGNORED) {
        int a = truth.classes()[i] & 0xff;
        int b = predicted.classes()[i] & 0xff;
        sizes[a]++;
        sizes[b]++;
        common[a] += a == b ? 1 : 0;
      }
    }
  }

  /** Mean over the foreground classes that occur; 1 where none does; NaN without images. */
  double mean() {
    double sum = 0;
    int present = 0;
    for (int k = 1; k < sizes.length; k++) {
      if (sizes[k] > 0) {
        sum += 2.0 * common[k] / sizes[k];
        present++;
      }
    }
    if (!any) {
      return Double.NaN;
    }
    return present == 0 ? 1 : sum / present;
  }
}
