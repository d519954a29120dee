package org.lvmmed.model.objective.matching;

import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.matching.Affinities.NodeGradients;

/**
 * One graph in its two views.
 *
 * @param source ẑ^s, n × F
 * @param target ẑ^t, n × F
 * @param sourceGraph E^s
 * @param targetGraph E^t
 * @param sourceImages where the nodes' maps are found in the batch
 * @param targetImages likewise for the second view
 */
record GraphViews(
    Matrix source,
    Matrix target,
    NeighbourGraph sourceGraph,
    NeighbourGraph targetGraph,
    int[] sourceImages,
    int[] targetImages) {

  int nodes() {
    return source.rows;
  }

  /** Zero, of the shapes of ẑ^s and ẑ^t. */
  NodeGradients zeroGradients() {
    return new NodeGradients(
        new Matrix(source.rows, source.columns), new Matrix(target.rows, target.columns));
  }
}
