package org.lvmmed.model.downstream.segment;

import org.lvmmed.model.downstream.sample.ByteMask;

/**
 * Cross-entropy plus soft Dice of a batch.
 *
 * <p>Cross-entropy is the weighted mean over the pixels that count; the pixels of a class that has
 * n in the batch weigh n^(−rarity). Unweighted, the first steps on small objects teach that all is
 * background, where Dice has no slope: one of two small classes often stays unfound until the
 * learning rate is spent. Weighted to the end, objects come out too large.
 *
 * <p>Soft Dice (Milletari et al., 3DV 2016, without squares) is 1 − (2 Σ p·g + ε) / (Σ p + Σ g +
 * ε), sums over all pixels of the batch that count, mean over the foreground classes that the batch
 * has. A class that it lacks is left to the cross-entropy: its Dice would be 0 whatever is done.
 */
final class SegmentationLoss {

  private static final double EPSILON = 1;

  private final int classes;
  private final int area;
  private final byte[] targets;
  private final double rarity;

  /**
   * For one batch.
   *
   * @param area pixels of an image
   * @param targets batch × area classes
   * @param rarity 0: every pixel weighs the same; 1: every class does
   */
  SegmentationLoss(int classes, int area, byte[] targets, double rarity) {
    this.classes = classes;
    this.area = area;
    this.targets = targets;
    this.rarity = rarity;
  }

  /**
   * Evaluates the batch.
   *
   * @param logits batch × classes × area
   * @param gradient to be filled with ∂loss/∂logits
   * @return the loss; 0 where no pixel counts
   */
  double evaluate(double[] logits, double[] gradient) {
    double[] p = softmax(logits);
    Sums sums = sums(p);
    if (sums.counted == 0) {
      return 0;
    }
    double loss = sums.crossEntropy / sums.weight + diceLoss(sums);
    for (int pixel = 0; pixel < targets.length; pixel++) {
      if (targets[pixel] != ByteMask.IGNORED) {
        differentiate(p, pixel, sums, gradient);
      }
    }
    return loss;
  }

  private int index(int pixel, int k) {
    return (pixel / area * classes + k) * area + pixel % area;
  }

  private double[] softmax(double[] logits) {
    double[] p = new double[logits.length];
    for (int pixel = 0; pixel < targets.length; pixel++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        max = Math.max(max, logits[index(pixel, k)]);
      }
      double total = 0;
      for (int k = 0; k < classes; k++) {
        int i = index(pixel, k);
        p[i] = Math.exp(logits[i] - max);
        total += p[i];
      }
      for (int k = 0; k < classes; k++) {
        p[index(pixel, k)] /= total;
      }
    }
    return p;
  }

  /** What both losses and their gradients are made of. */
  private static final class Sums {
    final double[] common;
    final double[] predicted;
    final double[] truth;
    final double[] weights;
    int counted;
    int present;
    double weight;
    double crossEntropy;

    Sums(int classes) {
      common = new double[classes];
      predicted = new double[classes];
      truth = new double[classes];
      weights = new double[classes];
    }

    /** Weights of a pixel of each class, once the truth is counted. */
    void weigh(double rarity) {
      for (int k = 0; k < truth.length; k++) {
        weights[k] = truth[k] == 0 ? 0 : Math.pow(truth[k], -rarity);
      }
    }

    double denominator(int k) {
      return predicted[k] + truth[k] + EPSILON;
    }

    double numerator(int k) {
      return 2 * common[k] + EPSILON;
    }
  }

  private Sums sums(double[] p) {
    Sums sums = new Sums(classes);
    for (byte target : targets) {
      if (target != ByteMask.IGNORED) {
        sums.counted++;
        sums.truth[target & 0xff]++;
      }
    }
    sums.weigh(rarity);
    for (int pixel = 0; pixel < targets.length; pixel++) {
      if (targets[pixel] != ByteMask.IGNORED) {
        add(p, pixel, sums);
      }
    }
    for (int k = 1; k < classes; k++) {
      sums.present += sums.truth[k] > 0 ? 1 : 0;
    }
    return sums;
  }

  private void add(double[] p, int pixel, Sums sums) {
    int target = targets[pixel] & 0xff;
    double right = p[index(pixel, target)];
    double weight = sums.weights[target];
    sums.weight += weight;
    sums.crossEntropy -= weight * Math.log(Math.max(right, Double.MIN_NORMAL));
    sums.common[target] += right;
    for (int k = 0; k < classes; k++) {
      sums.predicted[k] += p[index(pixel, k)];
    }
  }

  private double diceLoss(Sums sums) {
    double loss = 0;
    for (int k = 1; k < classes; k++) {
      if (sums.truth[k] > 0) {
        loss += (1 - sums.numerator(k) / sums.denominator(k)) / sums.present;
      }
    }
    return loss;
  }

  /** Dice through the softmax: ∂L/∂logit_k = p_k (d_k − Σ_j p_j d_j) with d = ∂L/∂p. */
  private void differentiate(double[] p, int pixel, Sums sums, double[] gradient) {
    double weight = sums.weights[targets[pixel] & 0xff] / sums.weight;
    double mean = 0;
    for (int k = 1; k < classes; k++) {
      mean += p[index(pixel, k)] * diceSlope(pixel, k, sums);
    }
    for (int k = 0; k < classes; k++) {
      int i = index(pixel, k);
      double crossEntropy = weight * (p[i] - ((targets[pixel] & 0xff) == k ? 1 : 0));
      gradient[i] = crossEntropy + p[i] * (diceSlope(pixel, k, sums) - mean);
    }
  }

  private double diceSlope(int pixel, int k, Sums sums) {
    if (k == 0 || sums.truth[k] == 0) {
      return 0;
    }
    double below = sums.denominator(k);
    double ofCommon = (targets[pixel] & 0xff) == k ? 2 / below : 0;
    return (sums.numerator(k) / (below * below) - ofCommon) / sums.present;
  }
}
