package org.lvmmed.model.matching;

import java.util.ArrayList;
import java.util.Arrays;
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
    GraphSamples[] begun = new GraphSamples[graphs.size()];
    double current = beta;
    inParallel(
        graphs.size(),
        (worker, g) -> {
          double[] prior = priors.isEmpty() ? null : priors.get(g);
          begun[g] = worker.begin(graphs.get(g), prior, current, seeds[g]);
          worker.sample(begun[g], 0);
        });
    int more = settings.samples() - 1;
    inParallel(graphs.size() * more, (worker, k) -> worker.sample(begun[k / more], 1 + k % more));
    List<Estimate> estimates = Arrays.stream(begun).map(GraphSamples::estimate).toList();
    adapt(estimates);
    return estimates;
  }

  /** A piece of a batch's work, on a thread's own scratch. */
  private interface Piece {
    void solve(GraphEstimator worker, int number);
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
    if (settings.adaptiveLambda() && !estimates.isEmpty()) {
      double changes = 0;
      for (Estimate estimate : estimates) {
        changes += estimate.changes();
      }
      boolean sparse = changes < settings.wantedChanges() * estimates.size();
      beta *= sparse ? 1 + BETA_STEP : 1 / (1 + BETA_STEP);
    }
  }

  /** Pieces go to whichever thread is free. */
  private void inParallel(int pieces, Piece piece) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 1; t < Math.min(workers.size(), pieces); t++) {
      GraphEstimator worker = workers.get(t);
      Thread thread =
          new Thread(() -> solve(worker, next, pieces, piece, failure), "matching-" + t);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    solve(workers.get(0), next, pieces, piece, failure);
    threads.forEach(MatchingEstimator::join);
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  private static void solve(
      GraphEstimator worker,
      AtomicInteger next,
      int pieces,
      Piece piece,
      AtomicReference<RuntimeException> failure) {
    try {
      for (int k = next.getAndIncrement(); k < pieces; k = next.getAndIncrement()) {
        piece.solve(worker, k);
      }
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
