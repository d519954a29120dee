package org.lvmmed.ingest.pixels;

import java.util.Arrays;

/**
 * Percentiles of a stream of values in constant memory. A bin is the sign, the exponent and the
 * leading eleven bits of the fraction of a value's single-precision form: integers below 4096 have
 * a bin each, larger values a relative error below 2^-11. Not safe for use by several threads.
 */
final class ValueHistogram {
  private static final int SHIFT = 12;
  private static final int BINS = 1 << (32 - SHIFT);

  private final int[] bins = new int[BINS];
  private int first = BINS;
  private int last = -1;
  private long count;

  /** Counts a value that occurs so many times; NaN and infinities are left out. */
  void add(double value, int times) {
    if (!Double.isFinite(value)) {
      return;
    }
    int bin = bin((float) value);
    int room = Math.min(times, Integer.MAX_VALUE - bins[bin]);
    bins[bin] += room;
    first = Math.min(first, bin);
    last = Math.max(last, bin);
    count += room;
  }

  long count() {
    return count;
  }

  /** The smallest value that at least {@code percent} of 100 of the values do not exceed. */
  double percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(count * percent / 100));
    long seen = 0;
    for (int bin = first; bin <= last; bin++) {
      seen += bins[bin];
      if (seen >= rank) {
        return value(bin);
      }
    }
    return count == 0 ? 0 : value(last);
  }

  void clear() {
    if (last >= first) {
      Arrays.fill(bins, first, last + 1, 0);
    }
    first = BINS;
    last = -1;
    count = 0;
  }

  /** Orders the bins as the values: IEEE 754's bits with the sign turned round. */
  private static int bin(float value) {
    int bits = Float.floatToIntBits(value);
    int ordered = bits < 0 ? ~bits : bits | 0x80000000;
    return ordered >>> SHIFT;
  }

  private static double value(int bin) {
    int ordered = bin << SHIFT;
    int bits = ordered < 0 ? ordered & 0x7fffffff : ~ordered;
    return Float.intBitsToFloat(bits >> SHIFT << SHIFT);
  }
}
