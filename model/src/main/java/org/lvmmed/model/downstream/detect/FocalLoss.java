package org.lvmmed.model.downstream.detect;

/**
 * Focal loss of a logit (Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017), α = 0.25
 * and γ = 2: cross-entropy in which the many positions that are easily seen to be empty weigh
 * little.
 */
final class FocalLoss {

  private static final double ALPHA = 0.25;

  private FocalLoss() {}

  /** −α (1−p)² log p where there is an object, −(1−α) p² log(1−p) where there is none. */
  static double value(double logit, boolean object) {
    return object ? ALPHA * ofTrue(logit) : (1 - ALPHA) * ofTrue(-logit);
  }

  /** ∂value/∂logit. */
  static double slope(double logit, boolean object) {
    return object ? ALPHA * slopeOfTrue(logit) : -(1 - ALPHA) * slopeOfTrue(-logit);
  }

  private static double ofTrue(double x) {
    double wrong = sigmoid(-x);
    return wrong * wrong * softplus(-x);
  }

  private static double slopeOfTrue(double x) {
    double wrong = sigmoid(-x);
    return -wrong * wrong * (wrong + 2 * (1 - wrong) * softplus(-x));
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
