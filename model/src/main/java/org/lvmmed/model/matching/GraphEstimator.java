package org.lvmmed.model.matching;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The solves of one graph after the other: scratch of one thread. */
final class GraphEstimator {
  private static final long VERTEX_NOISE = 1;
  private static final long EDGE_NOISE = 2;
  private static final long SOLVE = 3;
  private static final double MARGIN = 1;

  private final EstimatorSettings settings;
  private final Budget budget;
  private final ProductCosts costs = new ProductCosts();
  private final QuadraticAssignment search = new QuadraticAssignment();

  /** The graph whose labels and edges {@link #costs} holds. */
  private @Nullable GraphSamples loaded;

  private int[] forward = new int[0];
  private int[] backward = new int[0];
  private int[] truth = new int[0];
  private int[] forwardEdges = new int[0];
  private int[] backwardEdges = new int[0];

  GraphEstimator(EstimatorSettings settings) {
    this.settings = settings;
    budget = Budget.ofStarts(settings.starts());
  }

  /** The unperturbed solve, which everything else of a graph begins with. */
  GraphSamples begin(MatchingProblem problem, double @Nullable [] prior, double beta, long seed) {
    load(problem, seed);
    search.run(costs, budget, seed, null);
    int[] plain = Arrays.copyOf(search.best(), problem.n());
    costs.toOuter(plain, forward);
    GraphSamples begun =
        new GraphSamples(
            settings,
            problem,
            prior,
            seed,
            settings.lambdaAdaptive() ? adapted(problem, beta) : settings.lambda(),
            plain,
            Arrays.copyOf(forward, problem.n()));
    loaded = begun;
    return begun;
  }

  /** One perturbation of a graph that some thread has begun, solved twice. */
  void sample(GraphSamples graph, int number) {
    MatchingProblem problem = graph.problem();
    if (loaded != graph) {
      load(problem, graph.seed());
      loaded = graph;
    }
    long seed = SplitMix.key(graph.seed(), number);
    perturb(problem, seed);
    matchTwice(graph, seed);
    int n = problem.n();
    int edges = problem.sourceFrom().length;
    graph.put(
        number,
        new GraphSamples.Sample(
            Arrays.copyOf(forward, n),
            Arrays.copyOf(backward, n),
            Arrays.copyOf(forwardEdges, edges),
            Arrays.copyOf(backwardEdges, edges)));
  }

  private void load(MatchingProblem problem, long seed) {
    makeRoom(problem);
    costs.load(problem, SplitMix.key(seed, SOLVE));
    for (int i = 0; i < problem.n(); i++) {
      forward[i] = i;
    }
    costs.toInner(forward, truth);
  }

  private void makeRoom(MatchingProblem problem) {
    int n = problem.n();
    if (forward.length < n) {
      forward = new int[n];
      backward = new int[n];
      truth = new int[n];
    }
    int edges = problem.sourceFrom().length;
    if (forwardEdges.length < edges) {
      forwardEdges = new int[edges];
      backwardEdges = new int[edges];
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
    NoiseKind kind = settings.noise().kind();
    int edges = problem.sourceFrom().length;
    costs.perturb(
        problem,
        new Noise(kind, settings.noise().vertex(), SplitMix.key(seed, VERTEX_NOISE), problem.n()),
        new Noise(kind, settings.noise().edge(), SplitMix.key(seed, EDGE_NOISE), edges));
    if (kind == NoiseKind.NONE) {
      costs.raiseTruth(-MARGIN);
    }
  }

  /** Leaves both matchings in {@link #forward} and {@link #backward}, in the problem's labels. */
  private void matchTwice(GraphSamples graph, long seed) {
    int n = graph.problem().n();
    search.run(costs, budget, seed, graph.plain());
    System.arraycopy(search.best(), 0, forward, 0, n);
    // λ(1 − 2v*) off and on the truth is, up to a constant, 2λ on the truth.
    double raise = 2 * graph.lambda();
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
}
