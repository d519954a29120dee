package org.lvmmed.model.objective.matching;

import java.util.List;
import org.lvmmed.model.matching.Estimate;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.matching.MatchingEstimator;
import org.lvmmed.model.matching.MatchingProblem;

/** Implicit maximum likelihood through our own solver. */
final class ImleEstimator implements GradientEstimator {

  private final EstimatorSettings settings;
  private MatchingEstimator estimator;

  ImleEstimator(EstimatorSettings settings) {
    this.settings = settings;
    this.estimator = new MatchingEstimator(settings);
  }

  @Override
  public List<Estimate> estimate(
      List<MatchingProblem> graphs, List<double[]> priors, long[] seeds) {
    if (settings.omega() > 0 && priors.isEmpty()) {
      throw new IllegalArgumentException(
          "objective.graph-matching.estimator.omega is %s, but the batch has no prior similarities (run the similarity job)"
              .formatted(settings.omega()));
    }
    return estimator.estimate(graphs, priors, seeds);
  }

  @Override
  public double lambdaFactor() {
    return estimator.beta();
  }

  @Override
  public void setLambdaFactor(double beta) {
    estimator = new MatchingEstimator(settings, beta);
  }
}
