package org.lvmmed.model.probe;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * Linear evaluation of frozen features: multinomial logistic regression on features standardised by
 * the training rows. The L2 penalty is chosen by cross-entropy on validation rows; the classifier
 * is then fitted anew on training and validation rows together. Without validation rows the middle
 * penalty of the grid is taken.
 *
 * @param penalties L2 penalties to choose from, relative to the mean cross-entropy; all positive
 */
public record LinearProbe(List<Double> penalties) implements Serializable {

  public LinearProbe {
    penalties = penalties.stream().sorted(Comparator.reverseOrder()).toList();
    if (penalties.isEmpty() || !penalties.stream().allMatch(s -> s > 0 && s < 1e9)) {
      throw new IllegalArgumentException(
          "Invalid evaluate.linear.penalties: " + penalties + " (at least one, each above 0)");
    }
  }

  /** Class probabilities of the test images, with the penalty that was chosen. */
  public record Result(double[][] probabilities, double strength) {}

  /**
   * @param train not empty
   * @param validation may be empty
   * @param test images × dimensions
   */
  public Result scores(LabelledFeatures train, LabelledFeatures validation, float[][] test) {
    double strength = choose(train, validation);
    LabelledFeatures all = train.and(validation);
    Standardiser standardiser = new Standardiser(all.features());
    LogisticRegression model = zero(all).fit(standardised(all, standardiser), strength);
    return new Result(model.probabilities(standardiser.apply(test)), strength);
  }

  /** From strong to weak, each fit starting where the last one ended. */
  private double choose(LabelledFeatures train, LabelledFeatures validation) {
    if (validation.size() == 0 || penalties.size() == 1) {
      return penalties.get(penalties.size() / 2);
    }
    Standardiser standardiser = new Standardiser(train.features());
    LabelledFeatures fitted = standardised(train, standardiser);
    LabelledFeatures held = standardised(validation, standardiser);
    LogisticRegression model = zero(train);
    double best = penalties.get(0);
    double lowest = Double.POSITIVE_INFINITY;
    for (double strength : penalties) {
      model = model.fit(fitted, strength);
      double loss = model.crossEntropy(held);
      if (loss < lowest) {
        lowest = loss;
        best = strength;
      }
    }
    return best;
  }

  private static LogisticRegression zero(LabelledFeatures data) {
    return LogisticRegression.zero(data.classes(), data.dimensions());
  }

  private static LabelledFeatures standardised(LabelledFeatures data, Standardiser standardiser) {
    return new LabelledFeatures(standardiser.apply(data.features()), data.labels(), data.classes());
  }
}
