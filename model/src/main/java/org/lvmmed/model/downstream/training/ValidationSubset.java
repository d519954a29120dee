package org.lvmmed.model.downstream.training;

import java.util.stream.IntStream;

/** Which validation samples training looks at: evenly spread, few enough to look often. */
public final class ValidationSubset {

  private ValidationSubset() {}

  public static int[] of(int size, int most) {
    int count = Math.min(size, most);
    return IntStream.range(0, count).map(i -> (int) ((long) i * size / count)).toArray();
  }
}
