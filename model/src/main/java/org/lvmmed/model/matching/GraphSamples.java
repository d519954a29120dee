package org.lvmmed.model.matching;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The solves of one graph, and the estimate they make. */
final class GraphSamples {

  private final EstimatorSettings settings;
  private final MatchingProblem problem;
  private final double @Nullable [] prior;
  private final long seed;
  private final double lambda;
  private final int[] plain;
  private final int[] matching;
  private final Sample[] samples;

  /**
   * @param prior n×n prior similarities, or null
   * @param seed of the graph
   * @param lambda step of the second solves
   * @param plain the unperturbed solve in the solver's labels, where the perturbed ones begin
   * @param matching the same in the problem's labels
   */
  GraphSamples(
      EstimatorSettings settings,
      MatchingProblem problem,
      double @Nullable [] prior,
      long seed,
      double lambda,
      int[] plain,
      int[] matching) {
    this.settings = settings;
    this.problem = problem;
    this.prior = prior;
    this.seed = seed;
    this.lambda = lambda;
    this.plain = plain;
    this.matching = matching;
    this.samples = new Sample[settings.samples()];
  }

  /**
   * A perturbed solve without and with the step against the loss, in the problem's labels.
   *
   * @param forwardEdges target edge of each source edge under {@code forward}, or −1
   */
  record Sample(int[] forward, int[] backward, int[] forwardEdges, int[] backwardEdges) {}

  MatchingProblem problem() {
    return problem;
  }

  long seed() {
    return seed;
  }

  double lambda() {
    return lambda;
  }

  int[] plain() {
    return plain;
  }

  void put(int number, Sample sample) {
    samples[number] = sample;
  }

  /** Adds the samples up in their order, whoever solved them. */
  Estimate estimate() {
    int n = problem.n();
    double[] vertexGradient = new double[n * n];
    double[] edgeGradient = new double[problem.edge().length];
    double share = 1 / (lambda * samples.length);
    int changes = 0;
    for (Sample sample : samples) {
      double[] forgiveness = forgiveness(sample.forward());
      changes += addVertices(sample, forgiveness, share, vertexGradient);
      addEdges(sample, forgiveness, share, edgeGradient);
    }
    return new Estimate(
        vertexGradient,
        edgeGradient,
        accuracy(),
        loss(),
        (double) changes / samples.length,
        matching);
  }

  private double accuracy() {
    int correct = 0;
    for (int i = 0; i < matching.length; i++) {
      correct += matching[i] == i ? 1 : 0;
    }
    return (double) correct / matching.length;
  }

  private double loss() {
    double[] forgiveness = forgiveness(matching);
    double loss = 0;
    for (int i = 0; i < matching.length; i++) {
      loss += matching[i] == i ? 0 : 2 * forgiveness[i];
    }
    return loss;
  }

  /** 1 − ω·p[i, v(i)] for a matching. */
  private double[] forgiveness(int[] matched) {
    int n = matched.length;
    double[] forgiveness = new double[n];
    Arrays.fill(forgiveness, 1);
    for (int i = 0; prior != null && i < n; i++) {
      forgiveness[i] = 1 - settings.omega() * prior[i * n + matched[i]];
    }
    return forgiveness;
  }

  private static int addVertices(
      Sample sample, double[] forgiveness, double share, double[] gradient) {
    int n = forgiveness.length;
    int changes = 0;
    for (int i = 0; i < n; i++) {
      int forward = sample.forward()[i];
      int backward = sample.backward()[i];
      if (forward != backward) {
        gradient[i * n + forward] += share * forgiveness[i];
        gradient[i * n + backward] -= share * forgiveness[i];
        changes++;
      }
    }
    return changes;
  }

  private void addEdges(Sample sample, double[] forgiveness, double share, double[] gradient) {
    int width = problem.targetFrom().length;
    for (int e = 0; e < problem.sourceFrom().length; e++) {
      int forward = sample.forwardEdges()[e];
      int backward = sample.backwardEdges()[e];
      if (forward != backward) {
        double factor =
            Math.min(forgiveness[problem.sourceFrom()[e]], forgiveness[problem.sourceTo()[e]]);
        double amount = share * factor * problem.edgeWeight();
        if (forward >= 0) {
          gradient[e * width + forward] += amount;
        }
        if (backward >= 0) {
          gradient[e * width + backward] -= amount;
        }
      }
    }
  }
}
