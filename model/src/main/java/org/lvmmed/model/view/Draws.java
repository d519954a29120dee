package org.lvmmed.model.view;

/**
 * Random numbers as a function of keys (seed, epoch, image, view, purpose …) and of nothing else:
 * no state is shared, so the order in which workers draw cannot matter. A SplitMix64 sequence
 * (Steele et al., 2014) started at a hash of the keys.
 */
public final class Draws {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double TO_UNIT = 0x1.0p-53;

  private long state;

  private Draws(long state) {
    this.state = state;
  }

  public static Draws of(long... keys) {
    return new Draws(hash(keys));
  }

  /** A well-mixed 64-bit hash of keys in their order. */
  public static long hash(long... keys) {
    long hash = keys.length;
    for (long key : keys) {
      hash = mix(hash * GOLDEN + mix(key + GOLDEN));
    }
    return hash;
  }

  /** A key from a name, such as a purpose or an image's identifier. */
  public static long key(CharSequence name) {
    long hash = name.length();
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash * GOLDEN + name.charAt(i));
    }
    return hash;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    return (nextLong() >>> 11) * TO_UNIT;
  }

  /** Uniform in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Uniform among 0 … bound − 1. */
  public int below(int bound) {
    return (int) (uniform() * bound);
  }

  public boolean chance(double probability) {
    return uniform() < probability;
  }

  /** The numbers 0 … n − 1 in random order (Fisher and Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
