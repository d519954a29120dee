package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;

/** {@link Prediction} of each view's target from the other view of the same image. */
public final class SwappedPrediction {

  private final Prediction prediction;
  private final boolean bothWays;

  /**
   * @param scores 2B × K, first views before second ones
   * @param targets of both views, 2B × K, or of second ones alone, B × K
   */
  public SwappedPrediction(Matrix scores, Matrix targets, double temperature) {
    bothWays = targets.rows == scores.rows;
    prediction =
        bothWays
            ? new Prediction(scores, ViewHalves.swapped(targets), temperature)
            : new Prediction(ViewHalves.of(scores).first(), targets, temperature);
  }

  /** Mean over the predicted targets. */
  public double loss() {
    return prediction.loss();
  }

  /** With respect to the scores, 2B × K. */
  public Matrix gradient() {
    return bothWays ? prediction.gradient() : ViewHalves.firstAlone(prediction.gradient());
  }
}
