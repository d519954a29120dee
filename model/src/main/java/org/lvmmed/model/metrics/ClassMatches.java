package org.lvmmed.model.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lvmmed.model.metrics.AveragePrecision.Image;
import org.lvmmed.model.metrics.AveragePrecision.ScoredBox;

/**
 * Which found boxes of one class are right at one IoU threshold.
 *
 * @param truths true boxes of each image
 * @param ranked found boxes of all images, surest first
 */
record ClassMatches(int[] truths, List<Found> ranked) {

  private static final int MOST_PER_IMAGE = 100;
  private static final int RECALL_LEVELS = 101;

  /** As the reference implementation has it, in case a threshold is met exactly. */
  private static final double SLACK = 1e-10;

  /** A found box: of which image, how sure, and whether it has a true box. */
  record Found(int image, double score, boolean right) {}

  static ClassMatches of(List<Image> images, int type, double threshold) {
    int[] truths = new int[images.size()];
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < truths.length; i++) {
      List<ScoredBox> truth =
          images.get(i).truth().stream().filter(b -> b.type() == type && b.area() > 0).toList();
      truths[i] = truth.size();
      match(i, truth, best(images.get(i).found(), type), threshold, found);
    }
    found.sort(Comparator.comparingDouble(Found::score).reversed());
    return new ClassMatches(truths, found);
  }

  private static List<ScoredBox> best(List<ScoredBox> found, int type) {
    return found.stream()
        .filter(box -> box.type() == type)
        .sorted(Comparator.comparingDouble(ScoredBox::score).reversed())
        .limit(MOST_PER_IMAGE)
        .toList();
  }

  private static void match(
      int image,
      List<ScoredBox> truth,
      List<ScoredBox> ranked,
      double threshold,
      List<Found> found) {
    boolean[] taken = new boolean[truth.size()];
    for (ScoredBox box : ranked) {
      int match = bestFree(box, truth, taken, threshold);
      if (match >= 0) {
        taken[match] = true;
      }
      found.add(new Found(image, box.score(), match >= 0));
    }
  }

  private static int bestFree(
      ScoredBox box, List<ScoredBox> truth, boolean[] taken, double threshold) {
    int best = -1;
    double most = threshold - SLACK;
    for (int t = 0; t < taken.length; t++) {
      double iou = taken[t] ? -1 : box.iou(truth.get(t));
      if (iou >= most) {
        most = iou;
        best = t;
      }
    }
    return best;
  }

  /**
   * NaN without truth.
   *
   * @param weights how many times each image counts
   */
  double averagePrecision(int[] weights) {
    long truth = 0;
    for (int i = 0; i < truths.length; i++) {
      truth += (long) weights[i] * truths[i];
    }
    return truth == 0 ? Double.NaN : areaUnder(curve(weights, truth));
  }

  /** Recall and precision after each found box, precision made monotone from the right. */
  private double[][] curve(int[] weights, long truth) {
    double[] recall = new double[ranked.size()];
    double[] precision = new double[ranked.size()];
    long right = 0;
    long all = 0;
    for (int d = 0; d < recall.length; d++) {
      int weight = weights[ranked.get(d).image()];
      right += ranked.get(d).right() ? weight : 0;
      all += weight;
      recall[d] = (double) right / truth;
      precision[d] = all == 0 ? 0 : (double) right / all;
    }
    for (int d = recall.length - 2; d >= 0; d--) {
      precision[d] = Math.max(precision[d], precision[d + 1]);
    }
    return new double[][] {recall, precision};
  }

  private static double areaUnder(double[][] curve) {
    double sum = 0;
    int d = 0;
    for (int level = 0; level < RECALL_LEVELS; level++) {
      // In double as the reference has it: 0.57 is reached by 58 of 100, not by 57.
      double wanted = level == RECALL_LEVELS - 1 ? 1 : level * 0.01;
      while (d < curve[0].length && curve[0][d] < wanted) {
        d++;
      }
      sum += d < curve[0].length ? curve[1][d] : 0;
    }
    return sum / RECALL_LEVELS;
  }
}
