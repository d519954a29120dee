package org.lvmmed.model.matching;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The estimate of one graph after the other: scratch of one thread. */
final class GraphEstimator {
  private static final long VERTEX_NOISE = 1;
  private static final long EDGE_NOISE = 2;
  private static final long SOLVE = 3;
  private static final double MARGIN = 1;

  private final EstimatorSettings settings;
  private final Budget budget;
  private final ProductCosts costs = new ProductCosts();
  private final QuadraticAssignment search = new QuadraticAssignment();

  private int[] plain = new int[0];
  private int[] forward = new int[0];
  private int[] backward = new int[0];
  private int[] truth = new int[0];
  private int[] forwardEdges = new int[0];
  private int[] backwardEdges = new int[0];
  private double[] forgiveness = new double[0];

  GraphEstimator(EstimatorSettings settings) {
    this.settings = settings;
    budget = Budget.ofStarts(settings.starts());
  }

  Estimate estimate(MatchingProblem problem, double @Nullable [] prior, double beta, long seed) {
    int n = problem.n();
    prepare(problem);
    costs.load(problem, SplitMix.key(seed, SOLVE));
    identify(n);
    search.run(costs, budget, seed, null);
    System.arraycopy(search.best(), 0, plain, 0, n);
    costs.toOuter(plain, forward);
    double accuracy = accuracy(n);
    double loss = loss(prior, n);
    int[] matching = Arrays.copyOf(forward, n);
    double lambda = settings.adaptiveLambda() ? adapted(problem, beta) : settings.lambda();
    double[] vertexGradient = new double[n * n];
    double[] edgeGradient = new double[problem.edge().length];
    int changes = 0;
    for (int s = 0; s < settings.samples(); s++) {
      perturb(problem, SplitMix.key(seed, s));
      matchTwice(lambda, SplitMix.key(seed, s), n);
      forgive(prior, n);
      double share = 1 / (lambda * settings.samples());
      changes += addVertices(vertexGradient, share, n);
      addEdges(problem, edgeGradient, share);
    }
    return new Estimate(
        vertexGradient,
        edgeGradient,
        accuracy,
        loss,
        (double) changes / settings.samples(),
        matching);
  }

  private void prepare(MatchingProblem problem) {
    int n = problem.n();
    if (plain.length < n) {
      plain = new int[n];
      forward = new int[n];
      backward = new int[n];
      truth = new int[n];
      forgiveness = new double[n];
    }
    int edges = problem.sourceFrom().length;
    if (forwardEdges.length < edges) {
      forwardEdges = new int[edges];
      backwardEdges = new int[edges];
    }
  }

  private void identify(int n) {
    for (int i = 0; i < n; i++) {
      forward[i] = i;
    }
    costs.toInner(forward, truth);
  }

  private double accuracy(int n) {
    int correct = 0;
    for (int i = 0; i < n; i++) {
      correct += forward[i] == i ? 1 : 0;
    }
    return (double) correct / n;
  }

  private double loss(double @Nullable [] prior, int n) {
    forgive(prior, n);
    double loss = 0;
    for (int i = 0; i < n; i++) {
      loss += forward[i] == i ? 0 : 2 * forgiveness[i];
    }
    return loss;
  }

  /** 1 − ω·p[i, v(i)] for the matching {@link #forward}, in the problem's labels. */
  private void forgive(double @Nullable [] prior, int n) {
    Arrays.fill(forgiveness, 0, n, 1);
    for (int i = 0; prior != null && i < n; i++) {
      forgiveness[i] = 1 - settings.omega() * prior[i * n + forward[i]];
    }
  }

  private static double adapted(MatchingProblem problem, double beta) {
    double sum = 0;
    for (double c : problem.vertex()) {
      sum += c * c;
    }
    // ∂L/∂v = 1 − 2v* has n² entries of ±1. A floor keeps λ positive where all affinities are 0.
    return beta * Math.max(Math.sqrt(sum), 1e-8) / problem.n();
  }

  private void perturb(MatchingProblem problem, long seed) {
    NoiseKind kind = settings.noiseKind();
    int edges = problem.sourceFrom().length;
    costs.perturb(
        problem,
        new Noise(kind, settings.vertexNoise(), SplitMix.key(seed, VERTEX_NOISE), problem.n()),
        new Noise(kind, settings.edgeNoise(), SplitMix.key(seed, EDGE_NOISE), edges));
    if (kind == NoiseKind.NONE) {
      costs.raiseTruth(-MARGIN);
    }
  }

  /** Leaves both matchings in {@link #forward} and {@link #backward}, in the problem's labels. */
  private void matchTwice(double lambda, long seed, int n) {
    search.run(costs, budget, seed, plain);
    System.arraycopy(search.best(), 0, forward, 0, n);
    // λ(1 − 2v*) off and on the truth is, up to a constant, 2λ on the truth.
    double raise = 2 * lambda;
    if (raise > costs.truthBound()) {
      System.arraycopy(truth, 0, backward, 0, n);
    } else {
      costs.raiseTruth(raise);
      search.run(costs, budget, seed, forward);
      System.arraycopy(search.best(), 0, backward, 0, n);
      costs.raiseTruth(-raise);
    }
    exchange(raise, n);
    costs.targetEdges(forward, forwardEdges);
    costs.targetEdges(backward, backwardEdges);
    costs.toOuter(forward, forward);
    costs.toOuter(backward, backward);
  }

  /**
   * Where either matching is the better one for the other's affinities it takes its place: the
   * heuristic solves would otherwise turn the gradient's sign.
   */
  private void exchange(double raise, int n) {
    boolean forwardLoses = costs.affinity(backward) > costs.affinity(forward);
    costs.raiseTruth(raise);
    boolean backwardLoses = costs.affinity(forward) > costs.affinity(backward);
    costs.raiseTruth(-raise);
    if (forwardLoses && backwardLoses) {
      int[] swapped = forward;
      forward = backward;
      backward = swapped;
    } else if (forwardLoses) {
      System.arraycopy(backward, 0, forward, 0, n);
    } else if (backwardLoses) {
      System.arraycopy(forward, 0, backward, 0, n);
    }
  }

  private int addVertices(double[] gradient, double share, int n) {
    int changes = 0;
    for (int i = 0; i < n; i++) {
      if (forward[i] != backward[i]) {
        gradient[i * n + forward[i]] += share * forgiveness[i];
        gradient[i * n + backward[i]] -= share * forgiveness[i];
        changes++;
      }
    }
    return changes;
  }

  private void addEdges(MatchingProblem problem, double[] gradient, double share) {
    int width = problem.targetFrom().length;
    for (int e = 0; e < problem.sourceFrom().length; e++) {
      if (forwardEdges[e] != backwardEdges[e]) {
        double factor =
            Math.min(forgiveness[problem.sourceFrom()[e]], forgiveness[problem.sourceTo()[e]]);
        double amount = share * factor * problem.edgeWeight();
        if (forwardEdges[e] >= 0) {
          gradient[e * width + forwardEdges[e]] += amount;
        }
        if (backwardEdges[e] >= 0) {
          gradient[e * width + backwardEdges[e]] -= amount;
        }
      }
    }
  }
}
