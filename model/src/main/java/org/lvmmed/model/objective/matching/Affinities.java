package org.lvmmed.model.objective.matching;

import java.util.List;
import org.lvmmed.model.linalg.Matrix;

/**
 * How alike the nodes (c_v) and the edges (c_e) of pairs of graphs are; METHOD, section 2. Reckoned
 * where the feature maps lie: on the host, or on a network's engine.
 */
interface Affinities {

  /** Compares the two views of each graph of a batch. */
  Pass forward(List<GraphViews> graphs);

  /** The affinities of a batch, kept for their gradient. */
  interface Pass {

    /** c_v, n × n, row = source node. */
    double[] vertex(int graph);

    /** c_e, |E^s| × |E^t|, before its weight. */
    double[] edge(int graph);

    /**
     * The gradient of S = Σ g_v c_v + Σ g_e c_e with respect to ẑ, of each graph; by the local term
     * also that of the feature maps, which is kept with them. Partners, their selection and
     * neighbours are constants.
     *
     * @param weights g_v and g_e of each graph
     */
    List<NodeGradients> backward(List<AffinityWeights> weights);
  }

  /**
   * ∂loss/∂affinities of a graph.
   *
   * @param vertex n × n
   * @param edge |E^s| × |E^t|
   */
  record AffinityWeights(double[] vertex, double[] edge) {}

  /**
   * ∂loss/∂ẑ of a graph.
   *
   * @param source n × F
   * @param target n × F
   */
  record NodeGradients(Matrix source, Matrix target) {}
}
