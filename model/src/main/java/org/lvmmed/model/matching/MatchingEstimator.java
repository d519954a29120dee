package org.lvmmed.model.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The gradient through the matching by implicit maximum likelihood: Niepert, Minervini and
 * Franceschi, "Implicit MLE: Backpropagating through discrete exponential family distributions",
 * NeurIPS 2021. Results depend on the settings and seeds, never on threads.
 */
public final class MatchingEstimator {
  private static final double BETA_STEP = 1e-2;

  private final EstimatorSettings settings;
  private final List<GraphEstimator> workers = new ArrayList<>();
  private double beta;

  /** An estimator whose adaptive λ, if any, begins at β = {@code settings.lambda()}. */
  public MatchingEstimator(EstimatorSettings settings) {
    this(settings, settings.lambda());
  }

  /** An estimator that goes on where one with this {@link #beta()} stopped. */
  public MatchingEstimator(EstimatorSettings settings, double beta) {
    this.settings = settings;
    this.beta = beta;
    for (int t = 0; t < settings.threads(); t++) {
      workers.add(new GraphEstimator(settings));
    }
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
    Estimate[] estimates = new Estimate[graphs.size()];
    AtomicInteger next = new AtomicInteger();
    double current = beta;
    inParallel(
        graphs.size(),
        worker -> {
          for (int g = next.getAndIncrement(); g < estimates.length; g = next.getAndIncrement()) {
            double[] prior = priors.isEmpty() ? null : priors.get(g);
            estimates[g] = worker.estimate(graphs.get(g), prior, current, seeds[g]);
          }
        });
    adapt(estimates);
    return List.of(estimates);
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
  private void adapt(Estimate[] estimates) {
    if (settings.adaptiveLambda() && estimates.length > 0) {
      double changes = 0;
      for (Estimate estimate : estimates) {
        changes += estimate.changes();
      }
      boolean sparse = changes < settings.wantedChanges() * estimates.length;
      beta *= sparse ? 1 + BETA_STEP : 1 / (1 + BETA_STEP);
    }
  }

  private void inParallel(int graphs, java.util.function.Consumer<GraphEstimator> work) {
    int helpers = Math.min(workers.size(), graphs) - 1;
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 1; t <= helpers; t++) {
      GraphEstimator worker = workers.get(t);
      Thread thread = new Thread(() -> guarded(work, worker, failure), "matching-" + t);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    guarded(work, workers.get(0), failure);
    threads.forEach(MatchingEstimator::join);
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  private static void guarded(
      java.util.function.Consumer<GraphEstimator> work,
      GraphEstimator worker,
      AtomicReference<RuntimeException> failure) {
    try {
      work.accept(worker);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while graphs were being matched", e);
    }
  }
}
