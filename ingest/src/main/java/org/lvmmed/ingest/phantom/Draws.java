package org.lvmmed.ingest.phantom;

/**
 * A stream of pseudo-random numbers fixed by a seed and a purpose. A fork depends on its parent's
 * seed alone, not on how much the parent has drawn, so that changing one picture leaves the others
 * as they are.
 */
final class Draws {
  private final long seed;
  private long state;

  Draws(long seed) {
    this.seed = seed;
    this.state = seed;
  }

  /** An independent stream for the named purpose. */
  Draws fork(String purpose) {
    long key = seed;
    for (int i = 0; i < purpose.length(); i++) {
      key = mix(key + 0x9e3779b97f4a7c15L * (purpose.charAt(i) + 1));
    }
    return new Draws(mix(key ^ purpose.length()));
  }

  /** Uniform between {@code low} and {@code high}. */
  double between(double low, double high) {
    return low + (high - low) * ((next() >>> 11) * 0x1p-53);
  }

  int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  boolean chance(double probability) {
    return between(0, 1) < probability;
  }

  /** 1 or -1. */
  int sign() {
    return chance(0.5) ? 1 : -1;
  }

  /** Normally distributed (Box and Muller). */
  double normal(double mean, double deviation) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - between(0, 1)));
    return mean + deviation * radius * StrictMath.cos(between(0, 2 * Math.PI));
  }

  private long next() {
    state += 0x9e3779b97f4a7c15L;
    return mix(state);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    y = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
    return y ^ (y >>> 31);
  }
}
