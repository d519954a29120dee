package org.lvmmed.model.matching;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient through the matching by implicit maximum likelihood: Niepert, Minervini and
 * Franceschi, "Implicit MLE: Backpropagating through discrete exponential family distributions",
 * NeurIPS 2021. Results depend on the settings and seeds alone.
 */
public final class MatchingEstimator {
  private static final double BETA_STEP = 1e-2;

  private final EstimatorSettings settings;
  private final GraphEstimator solver;
  private double beta;

  /** An estimator whose adaptive λ, if any, begins at β = {@code settings.lambda()}. */
  public MatchingEstimator(EstimatorSettings settings) {
    this(settings, settings.lambda());
  }

  /** An estimator that goes on where one with this {@link #beta()} stopped. */
  public MatchingEstimator(EstimatorSettings settings, double beta) {
    this.settings = settings;
    this.beta = beta;
    this.solver = new GraphEstimator(settings);
  }

  /** The factor of an adaptive λ after all that was estimated: part of a run's state. */
  public double beta() {
    return beta;
  }

  /**
   * Estimates the gradients of a batch of graphs.
   *
   * @param graphs one problem per graph, truth = identity
   * @param priors n×n prior similarities per graph, or an empty list
   * @param seeds one per graph
   * @return one estimate per graph, in order
   * @throws IllegalArgumentException if a problem is not valid, or the lists differ in length
   */
  public List<Estimate> estimate(
      List<MatchingProblem> graphs, List<double[]> priors, long[] seeds) {
    requireFit(graphs, priors, seeds);
    List<Estimate> estimates = new ArrayList<>();
    for (int g = 0; g < graphs.size(); g++) {
      double[] prior = priors.isEmpty() ? null : priors.get(g);
      estimates.add(estimate(graphs.get(g), prior, seeds[g]));
    }
    adapt(estimates);
    return estimates;
  }

  private Estimate estimate(MatchingProblem graph, double @Nullable [] prior, long seed) {
    GraphSamples begun = solver.begin(graph, prior, beta, seed);
    for (int k = 0; k < settings.samples(); k++) {
      solver.sample(begun, k);
    }
    return begun.estimate();
  }

  private static void requireFit(
      List<MatchingProblem> graphs, List<double[]> priors, long[] seeds) {
    if (seeds.length != graphs.size() || !priors.isEmpty() && priors.size() != graphs.size()) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid batch: %d graphs, %d priors, %d seeds (one each, priors also none)",
              graphs.size(), priors.size(), seeds.length));
    }
    for (int g = 0; g < priors.size(); g++) {
      int cells = graphs.get(g).n() * graphs.get(g).n();
      if (priors.get(g).length != cells) {
        throw new IllegalArgumentException(
            "Invalid prior of graph "
                + g
                + ": "
                + priors.get(g).length
                + " values ("
                + cells
                + ")");
      }
    }
  }

  /** β goes up while gradients are sparser than wanted, and down while they are denser. */
  private void adapt(List<Estimate> estimates) {
    if (settings.lambdaAdaptive() && !estimates.isEmpty()) {
      double changes = 0;
      for (Estimate estimate : estimates) {
        changes += estimate.changes();
      }
      boolean sparse = changes < settings.lambdaChanges() * estimates.size();
      beta *= sparse ? 1 + BETA_STEP : 1 / (1 + BETA_STEP);
    }
  }
}
