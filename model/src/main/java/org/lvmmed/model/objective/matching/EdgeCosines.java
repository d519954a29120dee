package org.lvmmed.model.objective.matching;

import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.matching.Affinities.NodeGradients;

/** c_e = cos(ẑ_i − ẑ_j, ẑ_a − ẑ_b) for every directed edge of either graph. */
final class EdgeCosines {

  private final UndirectedEdges edges;
  private final int[] sourceEnds;
  private final int[] targetEnds;
  private final CosineMatrix cosines;

  EdgeCosines(GraphViews graph) {
    edges = new UndirectedEdges(graph);
    sourceEnds = edges.sourceEnds();
    targetEnds = edges.targetEnds();
    cosines =
        new CosineMatrix(
            differences(graph.source(), sourceEnds), differences(graph.target(), targetEnds));
  }

  private static Matrix differences(Matrix nodes, int[] ends) {
    int width = nodes.columns;
    Matrix d = new Matrix(ends.length / 2, width);
    for (int e = 0; e < d.rows; e++) {
      Matrix.addScaled(d.values, e * width, nodes.values, ends[2 * e] * width, width, 1);
      Matrix.addScaled(d.values, e * width, nodes.values, ends[2 * e + 1] * width, width, -1);
    }
    return d;
  }

  double[] values() {
    return edges.directed(cosines.values.values);
  }

  /** Adds the gradient of Σ weights ∘ values to those of the nodes. */
  void backward(double[] weights, NodeGradients nodes) {
    Matrix undirected =
        new Matrix(cosines.values.rows, cosines.values.columns, edges.undirected(weights));
    Matrix ds = new Matrix(undirected.rows, nodes.source().columns);
    Matrix dt = new Matrix(undirected.columns, nodes.target().columns);
    cosines.backward(undirected, ds, dt);
    spread(ds, sourceEnds, nodes.source());
    spread(dt, targetEnds, nodes.target());
  }

  private static void spread(Matrix d, int[] ends, Matrix nodes) {
    int width = nodes.columns;
    for (int e = 0; e < d.rows; e++) {
      Matrix.addScaled(nodes.values, ends[2 * e] * width, d.values, e * width, width, 1);
      Matrix.addScaled(nodes.values, ends[2 * e + 1] * width, d.values, e * width, width, -1);
    }
  }
}
