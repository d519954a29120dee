package org.lvmmed.model.matching;

/**
 * Perturbations as a pure function of a key and an index, so that they depend on no order of
 * evaluation.
 */
final class Noise {
  /** No perturbation. */
  static final Noise ZERO = new Noise(NoiseKind.NONE, 0, 0, 0);

  private static final int GAMMA_TERMS = 10;

  private final NoiseKind kind;
  private final double scale;
  private final long key;
  private final int ones;

  /**
   * Noise of one purpose.
   *
   * @param ones entries that are 1 in a solution, for Sum-of-Gamma
   */
  Noise(NoiseKind kind, double scale, long key, int ones) {
    this.kind = kind;
    this.scale = scale;
    this.key = key;
    this.ones = ones;
  }

  boolean isZero() {
    return kind == NoiseKind.NONE || scale == 0 || ones == 0;
  }

  /** The perturbation of the entry with this index. */
  double at(long index) {
    return scale * (kind == NoiseKind.GUMBEL ? gumbel(index) : sumOfGamma(index));
  }

  private double gumbel(long index) {
    return -Math.log(-Math.log(SplitMix.uniform(key, index)));
  }

  /** (1/k)·(Σ_{j=1…s} Gamma(1/k, k/j) − log s). */
  private double sumOfGamma(long index) {
    double shape = 1.0 / ones;
    double sum = -Math.log(GAMMA_TERMS);
    SplitMix draws = new SplitMix(SplitMix.key(key, index));
    for (int j = 1; j <= GAMMA_TERMS; j++) {
      sum += gamma(shape, draws) * ones / j;
    }
    return sum / ones;
  }

  /**
   * Gamma(shape, 1) for 0 &lt; shape ≤ 1: Marsaglia and Tsang, "A simple method for generating
   * gamma variables", ACM TOMS 26 (2000), at shape + 1 and scaled by U^(1/shape).
   */
  private static double gamma(double shape, SplitMix draws) {
    double d = shape + 1 - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal(draws);
      double t = 1 + c * x;
      double v = t * t * t;
      if (v > 0 && Math.log(draws.uniform()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v * Math.pow(draws.uniform(), 1 / shape);
      }
    }
  }

  /** Box and Muller. */
  private static double normal(SplitMix draws) {
    double radius = Math.sqrt(-2 * Math.log(draws.uniform()));
    return radius * Math.cos(2 * Math.PI * draws.uniform());
  }
}
