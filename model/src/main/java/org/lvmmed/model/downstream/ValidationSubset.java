package org.lvmmed.model.downstream;

import java.util.stream.IntStream;

/** Which validation samples training looks at: evenly spread, few enough to look often. */
final class ValidationSubset {

  private static final int MOST = 48;

  private ValidationSubset() {}

  static int[] of(int size) {
    int count = Math.min(size, MOST);
    return IntStream.range(0, count).map(i -> (int) ((long) i * size / count)).toArray();
  }
}
