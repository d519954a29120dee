package org.lvmmed.model.objective.matching;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.matching.Estimate;
import org.lvmmed.model.matching.MatchingProblem;
import org.lvmmed.model.objective.Samples;

/** Fixed random gradients instead of matchings: the affinities' surrogate S is then smooth. */
final class FixedEstimator implements GradientEstimator {

  double surrogate;
  List<MatchingProblem> problems = List.of();

  @Override
  public List<Estimate> estimate(
      List<MatchingProblem> graphs, List<double[]> priors, long[] seeds) {
    problems = graphs;
    surrogate = 0;
    List<Estimate> estimates = new ArrayList<>();
    for (int g = 0; g < graphs.size(); g++) {
      MatchingProblem graph = graphs.get(g);
      double[] vertex = Samples.uniform(100 + g, graph.vertex().length);
      double[] edge = Samples.uniform(200 + g, graph.edge().length);
      surrogate += (dot(vertex, graph.vertex()) + dot(edge, graph.edge())) / graphs.size();
      estimates.add(new Estimate(vertex, edge, 0.5, graph.n(), graph.n(), new int[graph.n()]));
    }
    return estimates;
  }

  @Override
  public double lambdaFactor() {
    return 0;
  }

  @Override
  public void setLambdaFactor(double beta) {}

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
