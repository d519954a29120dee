package org.lvmmed.model.objective.matching;

import java.util.List;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.matching.Estimate;
import org.lvmmed.model.matching.MatchingProblem;
import org.lvmmed.model.objective.matching.Affinities.AffinityWeights;
import org.lvmmed.model.objective.matching.Affinities.NodeGradients;

/** One graph on its way from z to a matching problem, and its gradient on the way back. */
final class MatchedGraph {

  private final GraphMatchingSettings settings;
  private final GraphInput input;
  private final MessagePassing.Pass sourcePass;
  private final MessagePassing.Pass targetPass;
  private final GraphViews views;

  MatchedGraph(
      GraphMatchingSettings settings,
      GraphInput input,
      Matrix z,
      MessagePassing messages,
      List<Matrix> weights) {
    this.settings = settings;
    this.input = input;
    Matrix source = z.select(input.source());
    Matrix target = z.select(input.target());
    NeighbourGraph es = NeighbourGraph.of(source, settings.neighbours());
    NeighbourGraph et = NeighbourGraph.of(target, settings.neighbours());
    sourcePass = messages.forward(source, es, weights);
    targetPass = messages.forward(target, et, weights);
    views = input.views(sourcePass.zHat(), targetPass.zHat(), matched(es), matched(et));
  }

  /** Without a second-order term messages still pass along the edges, but none is matched. */
  private NeighbourGraph matched(NeighbourGraph graph) {
    boolean secondOrder = settings.affinities().secondOrder();
    return secondOrder ? graph : NeighbourGraph.isolated(graph.nodes());
  }

  /** What is compared. */
  GraphViews views() {
    return views;
  }

  /**
   * @param vertex c_v
   * @param edge c_e
   */
  MatchingProblem problem(double[] vertex, double[] edge) {
    NeighbourGraph es = views.sourceGraph();
    NeighbourGraph et = views.targetGraph();
    return new MatchingProblem(
        nodes(),
        withPrior(vertex),
        es.from(),
        es.to(),
        et.from(),
        et.to(),
        edge,
        settings.affinities().edgeWeight(nodes(), es.edges()));
  }

  private double[] withPrior(double[] vertex) {
    double[] prior = input.prior();
    double beta = settings.affinities().beta();
    if (prior != null && beta > 0) {
      Matrix.addScaled(vertex, 0, prior, 0, vertex.length, beta);
    }
    return vertex;
  }

  int nodes() {
    return views.nodes();
  }

  /** Writes ẑ of both views to their rows of the batch. */
  void collect(Matrix zHat) {
    zHat.addRows(input.source(), sourcePass.zHat());
    zHat.addRows(input.target(), targetPass.zHat());
  }

  /** What a solve says of the affinities, at the scale of the batch's loss. */
  static AffinityWeights weights(Estimate estimate, double scale) {
    return new AffinityWeights(
        scaled(estimate.vertexGradient(), scale), scaled(estimate.edgeGradient(), scale));
  }

  private static double[] scaled(double[] gradient, double scale) {
    double[] out = new double[gradient.length];
    Matrix.addScaled(out, 0, gradient, 0, out.length, scale);
    return out;
  }

  /** Adds this graph's gradients to those of z and of the message passing. */
  void backward(NodeGradients gradients, Matrix dz, List<Matrix> weightGradients) {
    dz.addRows(input.source(), sourcePass.backward(gradients.source(), weightGradients));
    dz.addRows(input.target(), targetPass.backward(gradients.target(), weightGradients));
  }
}
