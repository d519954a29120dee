package org.lvmmed.model.matching;

/**
 * Counter-based and sequential 64-bit draws: Steele, Lea and Flood, "Fast splittable pseudorandom
 * number generators", OOPSLA 2014.
 */
final class SplitMix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private long state;

  SplitMix(long seed) {
    state = seed;
  }

  void seed(long seed) {
    state = mix(seed);
  }

  /** Uniform in 0 … bound−1; the bias of bound / 2³² is of no matter here. */
  int below(int bound) {
    state += GOLDEN;
    return (int) (((mix(state) >>> 32) * bound) >>> 32);
  }

  double uniform() {
    state += GOLDEN;
    return toUnit(mix(state));
  }

  /** A key for the draws of one purpose below a seed. */
  static long key(long seed, long purpose) {
    return mix(mix(seed) + GOLDEN * (purpose + 1));
  }

  /** The draw with this index, in the open interval (0, 1). */
  static double uniform(long key, long index) {
    return toUnit(mix(key + GOLDEN * (index + 1)));
  }

  private static double toUnit(long bits) {
    return ((bits >>> 11) + 0.5) * UNIT;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
