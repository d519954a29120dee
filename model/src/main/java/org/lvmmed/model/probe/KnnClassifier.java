package org.lvmmed.model.probe;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Weighted nearest-neighbour vote on frozen features (Wu et al., CVPR 2018): the k training images
 * of largest cosine vote with weight exp(cosine / temperature). Deterministic; of equal cosines the
 * earlier training row wins. O(test × train × features).
 *
 * @param neighbours k; all training images where there are fewer
 * @param temperature of the weights, positive
 */
public record KnnClassifier(int neighbours, double temperature) implements Serializable {

  public KnnClassifier {
    if (neighbours < 1) {
      throw new IllegalArgumentException(
          "Invalid evaluate.knn.neighbours: " + neighbours + " (at least 1)");
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "Invalid evaluate.knn.temperature: " + temperature + " (above 0)");
    }
  }

  /**
   * Share of the vote that each class got, test images × classes.
   *
   * @param train labelled features; not empty
   * @param test features, images × dimensions
   */
  public double[][] scores(LabelledFeatures train, float[][] test) {
    float[][] bank = UnitVectors.of(train.features());
    float[][] queries = UnitVectors.of(test);
    double[][] scores = new double[test.length][];
    for (int i = 0; i < test.length; i++) {
      scores[i] = vote(bank, train, queries[i]);
    }
    return scores;
  }

  private double[] vote(float[][] bank, LabelledFeatures train, float[] query) {
    double[] cosines = new double[bank.length];
    for (int j = 0; j < bank.length; j++) {
      cosines[j] = DotProduct.of(query, bank[j]);
    }
    double[] votes = new double[train.classes()];
    double threshold = threshold(cosines);
    int atThreshold = neighbours(bank.length) - countAbove(cosines, threshold);
    for (int j = 0; j < bank.length; j++) {
      if (cosines[j] > threshold || (cosines[j] == threshold && atThreshold-- > 0)) {
        votes[train.labels()[j]] += Math.exp((cosines[j] - 1) / temperature);
      }
    }
    return normalised(votes);
  }

  private int neighbours(int bank) {
    return Math.min(neighbours, bank);
  }

  private double threshold(double[] cosines) {
    double[] sorted = cosines.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - neighbours(sorted.length)];
  }

  private static int countAbove(double[] values, double threshold) {
    int count = 0;
    for (double value : values) {
      if (value > threshold) {
        count++;
      }
    }
    return count;
  }

  private static double[] normalised(double[] votes) {
    double sum = Arrays.stream(votes).sum();
    return Arrays.stream(votes).map(v -> v / sum).toArray();
  }
}
