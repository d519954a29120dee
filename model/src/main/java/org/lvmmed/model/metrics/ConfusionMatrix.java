package org.lvmmed.model.metrics;

/**
 * Weighted counts of (true class, predicted class), and the measures that follow from them.
 * Undefined measures are NaN.
 */
public final class ConfusionMatrix {

  private final long[][] counts;

  private ConfusionMatrix(long[][] counts) {
    this.counts = counts;
  }

  /** Every image counts once. */
  public static ConfusionMatrix of(Predictions predictions) {
    return of(predictions, Weights.ones(predictions.size()));
  }

  /**
   * @param weights how many times each image counts: the multiplicities of a resample
   */
  static ConfusionMatrix of(Predictions predictions, int[] weights) {
    long[][] counts = new long[predictions.classes()][predictions.classes()];
    for (int i = 0; i < predictions.size(); i++) {
      counts[predictions.truth()[i]][predictions.predicted(i)] += weights[i];
    }
    return new ConfusionMatrix(counts);
  }

  /** True classes × predicted classes (a copy). */
  public long[][] counts() {
    long[][] copy = new long[counts.length][];
    for (int k = 0; k < copy.length; k++) {
      copy[k] = counts[k].clone();
    }
    return copy;
  }

  /** Share of images whose class was found. */
  public double accuracy() {
    return (double) trace() / total();
  }

  /** Mean recall over the classes that occur in the truth. */
  public double balancedAccuracy() {
    double sum = 0;
    int present = 0;
    for (int k = 0; k < counts.length; k++) {
      if (truths(k) > 0) {
        sum += (double) counts[k][k] / truths(k);
        present++;
      }
    }
    return sum / present;
  }

  /**
   * Mean F1 = 2 TP / (2 TP + FP + FN) over the classes that occur in the truth or were predicted.
   */
  public double macroF1() {
    double sum = 0;
    int present = 0;
    for (int k = 0; k < counts.length; k++) {
      long both = truths(k) + predictions(k);
      if (both > 0) {
        sum += 2.0 * counts[k][k] / both;
        present++;
      }
    }
    return sum / present;
  }

  /**
   * Cohen's kappa (Educational and Psychological Measurement 20, 1960), unweighted: agreement
   * beyond chance. NaN where chance alone agrees always, as when one class is all there is.
   */
  public double kappa() {
    double total = total();
    double chance = 0;
    for (int k = 0; k < counts.length; k++) {
      chance += truths(k) / total * (predictions(k) / total);
    }
    return chance == 1 ? Double.NaN : (accuracy() - chance) / (1 - chance);
  }

  private long trace() {
    long sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += counts[k][k];
    }
    return sum;
  }

  private long total() {
    long sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += truths(k);
    }
    return sum;
  }

  private long truths(int k) {
    long sum = 0;
    for (long count : counts[k]) {
      sum += count;
    }
    return sum;
  }

  private long predictions(int k) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[k];
    }
    return sum;
  }
}
