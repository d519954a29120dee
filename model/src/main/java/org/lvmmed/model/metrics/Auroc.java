package org.lvmmed.model.metrics;

import java.util.stream.IntStream;

/**
 * Area under the receiver operating characteristic as the probability that a positive scores above
 * a negative, ties counting half (Hanley and McNeil, Radiology 143, 1982); macro average of one
 * class against the rest. The order of the scores is found once, so that a resample costs O(images
 * × classes).
 */
final class Auroc {

  private final Predictions predictions;
  private final int[][] ascending;

  Auroc(Predictions predictions) {
    this.predictions = predictions;
    this.ascending = new int[predictions.classes()][];
    for (int k = 0; k < ascending.length; k++) {
      ascending[k] = order(predictions.scores(), k);
    }
  }

  private static int[] order(double[][] scores, int k) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted((a, b) -> Double.compare(scores[a][k], scores[b][k]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Mean over the classes that have both a positive and a negative; NaN when there is none.
   *
   * @param weights how many times each image counts
   */
  double macroOneVersusRest(int[] weights) {
    double sum = 0;
    int defined = 0;
    for (int k = 0; k < ascending.length; k++) {
      double area = oneVersusRest(k, weights);
      if (!Double.isNaN(area)) {
        sum += area;
        defined++;
      }
    }
    return sum / defined;
  }

  private double oneVersusRest(int k, int[] weights) {
    int[] order = ascending[k];
    double positives = 0;
    double negatives = 0;
    double above = 0;
    for (int from = 0, to; from < order.length; from = to) {
      to = endOfTie(order, from, k);
      double tiedPositives = 0;
      double tiedNegatives = 0;
      for (int r = from; r < to; r++) {
        if (predictions.truth()[order[r]] == k) {
          tiedPositives += weights[order[r]];
        } else {
          tiedNegatives += weights[order[r]];
        }
      }
      above += tiedPositives * (negatives + tiedNegatives / 2);
      positives += tiedPositives;
      negatives += tiedNegatives;
    }
    return above / (positives * negatives);
  }

  private int endOfTie(int[] order, int from, int k) {
    double[][] scores = predictions.scores();
    int to = from + 1;
    while (to < order.length && scores[order[to]][k] == scores[order[from]][k]) {
      to++;
    }
    return to;
  }
}
