package org.lvmmed.model.metrics;

import java.util.function.ToDoubleFunction;

/** Measures of a classifier, fractions of 1; NaN where a test set leaves one undefined. */
public enum ClassificationMetric {
  ACCURACY("accuracy") {
    @Override
    public ToDoubleFunction<int[]> weighted(Predictions predictions) {
      return weights -> ConfusionMatrix.of(predictions, weights).accuracy();
    }
  },
  BALANCED_ACCURACY("balanced_accuracy") {
    @Override
    public ToDoubleFunction<int[]> weighted(Predictions predictions) {
      return weights -> ConfusionMatrix.of(predictions, weights).balancedAccuracy();
    }
  },
  MACRO_F1("macro_f1") {
    @Override
    public ToDoubleFunction<int[]> weighted(Predictions predictions) {
      return weights -> ConfusionMatrix.of(predictions, weights).macroF1();
    }
  },
  AUROC("auroc") {
    @Override
    public ToDoubleFunction<int[]> weighted(Predictions predictions) {
      return new Auroc(predictions)::macroOneVersusRest;
    }
  },
  KAPPA("kappa") {
    @Override
    public ToDoubleFunction<int[]> weighted(Predictions predictions) {
      return weights -> ConfusionMatrix.of(predictions, weights).kappa();
    }
  };

  private final String title;

  ClassificationMetric(String title) {
    this.title = title;
  }

  /** The name in results: {@code accuracy}, {@code balanced_accuracy} and so on. */
  public String title() {
    return title;
  }

  public double of(Predictions predictions) {
    return weighted(predictions).applyAsDouble(Weights.ones(predictions.size()));
  }

  /** The metric as a function of how many times each image counts. */
  public abstract ToDoubleFunction<int[]> weighted(Predictions predictions);
}
