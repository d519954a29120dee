package org.lvmmed.model.objective.matching;

import java.util.List;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.matching.Estimate;
import org.lvmmed.model.matching.MatchingProblem;

/** One graph on its way from z to a matching problem, and its gradient on the way back. */
final class MatchedGraph {

  private final GraphMatchingSettings settings;
  private final GraphInput input;
  private final MessagePassing.Pass sourcePass;
  private final MessagePassing.Pass targetPass;
  private final Affinities.Pass affinities;
  private final MatchingProblem problem;

  MatchedGraph(
      GraphMatchingSettings settings,
      GraphInput input,
      Matrix z,
      MessagePassing messages,
      Affinities affinities,
      List<Matrix> weights) {
    this.settings = settings;
    this.input = input;
    Matrix source = z.select(input.source());
    Matrix target = z.select(input.target());
    NeighbourGraph es = NeighbourGraph.of(source, settings.neighbours());
    NeighbourGraph et = NeighbourGraph.of(target, settings.neighbours());
    sourcePass = messages.forward(source, es, weights);
    targetPass = messages.forward(target, et, weights);
    this.affinities =
        affinities.forward(
            input.views(sourcePass.zHat(), targetPass.zHat(), matched(es), matched(et)));
    problem = problem(matched(es), matched(et));
  }

  /** Without a second-order term messages still pass along the edges, but none is matched. */
  private NeighbourGraph matched(NeighbourGraph graph) {
    boolean secondOrder = settings.affinities().secondOrder();
    return secondOrder ? graph : NeighbourGraph.isolated(graph.nodes());
  }

  private MatchingProblem problem(NeighbourGraph es, NeighbourGraph et) {
    int n = es.nodes();
    return new MatchingProblem(
        n,
        withPrior(affinities.vertex()),
        es.from(),
        es.to(),
        et.from(),
        et.to(),
        affinities.edge(),
        settings.affinities().edgeWeight(n, es.edges()));
  }

  private double[] withPrior(double[] vertex) {
    double[] prior = input.prior();
    double beta = settings.affinities().beta();
    if (prior != null && beta > 0) {
      Matrix.addScaled(vertex, 0, prior, 0, vertex.length, beta);
    }
    return vertex;
  }

  MatchingProblem problem() {
    return problem;
  }

  int nodes() {
    return problem.n();
  }

  /** Writes ẑ of both views to their rows of the batch. */
  void collect(Matrix zHat) {
    zHat.addRows(input.source(), sourcePass.zHat());
    zHat.addRows(input.target(), targetPass.zHat());
  }

  /** Adds this graph's gradients to those of z, of the maps and of the message passing. */
  void backward(Estimate estimate, double scale, Matrix dz, List<Matrix> weightGradients) {
    Matrix ds = new Matrix(nodes(), dz.columns);
    Matrix dt = new Matrix(nodes(), dz.columns);
    affinities.backward(
        scaled(estimate.vertexGradient(), scale), scaled(estimate.edgeGradient(), scale), ds, dt);
    dz.addRows(input.source(), sourcePass.backward(ds, weightGradients));
    dz.addRows(input.target(), targetPass.backward(dt, weightGradients));
  }

  private static double[] scaled(double[] gradient, double scale) {
    double[] out = new double[gradient.length];
    Matrix.addScaled(out, 0, gradient, 0, out.length, scale);
    return out;
  }
}
