package org.lvmmed.model.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether two methods differ on the same cases: a sign-flip permutation test of the mean difference
 * (Fisher, The Design of Experiments, 1935). The cases of a group (a patient) flip together. All
 * 2^groups sign patterns up to 16 groups, 20,000 drawn ones above, the observed one counted among
 * them. Cases where either value is NaN are left out.
 *
 * @param difference mean of first − second; NaN without cases
 * @param interval its 95 % bootstrap interval
 * @param p two-sided p value; 1 without cases
 * @param groups how many independent groups were compared
 */
public record PairedTest(double difference, Bootstrap.Interval interval, double p, int groups) {

  private static final int EXACT_UP_TO = 16;
  private static final int DRAWN = 20_000;
  private static final int RESAMPLES = 2_000;

  /** Sums in different order must not make a tie an inequality. */
  private static final double ROUNDING = 1e-12;

  /**
   * Compares per-case values.
   *
   * @param groups number of the group each case belongs to, from 0
   * @param seed of the draws
   */
  public static PairedTest of(double[] first, double[] second, int[] groups, long seed) {
    if (first.length != second.length || first.length != groups.length) {
      throw new IllegalArgumentException(
          "Invalid pairs: %d first values, %d second ones, %d groups (equally many)"
              .formatted(first.length, second.length, groups.length));
    }
    int[] cases =
        IntStream.range(0, first.length).filter(i -> !Double.isNaN(first[i] - second[i])).toArray();
    double[] differences = Arrays.stream(cases).mapToDouble(i -> first[i] - second[i]).toArray();
    int[] numbers = renumbered(Arrays.stream(cases).map(i -> groups[i]).toArray());
    return of(differences, numbers, seed);
  }

  private static int[] renumbered(int[] groups) {
    int[] distinct = Arrays.stream(groups).distinct().sorted().toArray();
    return Arrays.stream(groups).map(group -> Arrays.binarySearch(distinct, group)).toArray();
  }

  private static PairedTest of(double[] differences, int[] groups, long seed) {
    int count = Arrays.stream(groups).max().orElse(-1) + 1;
    double[] sums = new double[count];
    for (int i = 0; i < differences.length; i++) {
      sums[groups[i]] += differences[i];
    }
    return new PairedTest(
        Arrays.stream(differences).average().orElse(Double.NaN),
        new Bootstrap(RESAMPLES, seed).interval95OfMean(differences, groups),
        count <= EXACT_UP_TO ? exact(sums) : drawn(sums, seed),
        count);
  }

  private static double exact(double[] sums) {
    double bound = bound(sums);
    int patterns = 1 << sums.length;
    int extreme = 0;
    for (int signs = 0; signs < patterns; signs++) {
      extreme += Math.abs(flipped(sums, signs)) >= bound ? 1 : 0;
    }
    return (double) extreme / patterns;
  }

  private static double flipped(double[] sums, int signs) {
    double total = 0;
    for (int g = 0; g < sums.length; g++) {
      total += (signs >> g & 1) == 0 ? sums[g] : -sums[g];
    }
    return total;
  }

  private static double drawn(double[] sums, long seed) {
    double bound = bound(sums);
    SplittableRandom random = new SplittableRandom(seed);
    int extreme = 1;
    for (int d = 0; d < DRAWN; d++) {
      double total = 0;
      for (double sum : sums) {
        total += random.nextBoolean() ? sum : -sum;
      }
      extreme += Math.abs(total) >= bound ? 1 : 0;
    }
    return extreme / (DRAWN + 1.0);
  }

  private static double bound(double[] sums) {
    double size = Arrays.stream(sums).map(Math::abs).sum();
    return Math.abs(Arrays.stream(sums).sum()) - ROUNDING * size;
  }
}
