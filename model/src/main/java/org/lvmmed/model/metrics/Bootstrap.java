package org.lvmmed.model.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap of a metric over test images (Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993). Whole groups are drawn, so that the images of one patient, which resemble each
 * other, do not narrow the interval.
 *
 * @param resamples how many test sets are drawn
 * @param seed of the draws
 */
public record Bootstrap(int resamples, long seed) {

  public Bootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException(
          "Invalid evaluate.resamples: " + resamples + " (at least 1)");
    }
  }

  /** Lower and upper end of an interval. */
  public record Interval(double low, double high) {}

  /**
   * The 95 % interval of the metric's mean over trials; NaN at both ends where no resample defines
   * it.
   *
   * @param trials predictions of several classifiers for the same images in the same order
   * @param groups number of the group each image belongs to, 0 … groups − 1
   */
  public Interval interval95(List<Predictions> trials, int[] groups, ClassificationMetric metric) {
    return interval95(trials.stream().map(metric::weighted).toList(), groups);
  }

  /** The 95 % interval of the mean of one value per case; values that are NaN are left out. */
  public Interval interval95OfMean(double[] values, int[] groups) {
    return interval95(List.of(weights -> weightedMean(values, weights)), groups);
  }

  private static double weightedMean(double[] values, int[] weights) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        sum += weights[i] * values[i];
        count += weights[i];
      }
    }
    return sum / count;
  }

  /**
   * The 95 % interval of the mean of several trials' metrics, each a function of how many times
   * each case counts.
   */
  public Interval interval95(List<ToDoubleFunction<int[]>> metrics, int[] groups) {
    return interval95(resample(metrics, groups));
  }

  /** The metrics' mean over trials on each resampled test set; NaN where it is not defined. */
  public double[] resample(List<ToDoubleFunction<int[]>> metrics, int[] groups) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      int[] weights = draw(groups, random);
      means[r] =
          metrics.stream().mapToDouble(m -> m.applyAsDouble(weights)).average().orElse(Double.NaN);
    }
    return means;
  }

  /** The 95 % interval of resampled values; NaN at both ends where none is defined. */
  public static Interval interval95(double[] resampled) {
    double[] defined = Arrays.stream(resampled).filter(m -> !Double.isNaN(m)).sorted().toArray();
    return new Interval(quantile(defined, 0.025), quantile(defined, 0.975));
  }

  private static int[] draw(int[] groups, SplittableRandom random) {
    int count = Arrays.stream(groups).max().orElse(-1) + 1;
    int[] drawn = new int[count];
    for (int g = 0; g < count; g++) {
      drawn[random.nextInt(count)]++;
    }
    return Arrays.stream(groups).map(group -> drawn[group]).toArray();
  }

  /** Linear interpolation between the two order statistics around the quantile. */
  static double quantile(double[] sorted, double q) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = q * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
