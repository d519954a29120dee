package org.lvmmed.model.objective.matching;

import org.lvmmed.model.linalg.Matrix;

/**
 * How alike the nodes (c_v) and the edges (c_e) of two graphs are; METHOD, section 2. Two
 * implementations, one plain and one fast, that are checked against each other.
 */
interface Affinities {

  Pass forward(GraphViews graph);

  /** The affinities of one pair of graphs, kept for their gradient. */
  interface Pass {

    /** c_v, n × n, row = source node. */
    double[] vertex();

    /** c_e, |E^s| × |E^t|, before its weight. */
    double[] edge();

    /**
     * Adds the gradient of S = Σ g_v c_v + Σ g_e c_e to those of ẑ (n × F each) and, by the local
     * term, to that of the feature maps. Partners, their selection and neighbours are constants.
     */
    void backward(
        double[] vertexGradient,
        double[] edgeGradient,
        Matrix sourceGradient,
        Matrix targetGradient);
  }
}
