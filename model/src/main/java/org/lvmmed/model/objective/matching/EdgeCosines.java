package org.lvmmed.model.objective.matching;

import org.lvmmed.model.linalg.Matrix;

/**
 * c_e = cos(ẑ_i − ẑ_j, ẑ_a − ẑ_b) for every directed edge of either graph. An edge and its reverse
 * have opposite differences, so one cosine of undirected pairs gives four values.
 */
final class EdgeCosines {

  private final NeighbourGraph sourceGraph;
  private final NeighbourGraph targetGraph;
  private final int[] sourcePair;
  private final int[] targetPair;
  private final CosineMatrix cosines;

  EdgeCosines(GraphViews graph) {
    sourceGraph = graph.sourceGraph();
    targetGraph = graph.targetGraph();
    sourcePair = pairs(sourceGraph);
    targetPair = pairs(targetGraph);
    cosines =
        new CosineMatrix(
            differences(graph.source(), sourceGraph), differences(graph.target(), targetGraph));
  }

  /** Number of the undirected pair of each directed edge. */
  private static int[] pairs(NeighbourGraph graph) {
    int n = graph.nodes();
    int[] number = new int[n * n];
    int[] pair = new int[graph.edges()];
    int next = 0;
    for (int e = 0; e < pair.length; e++) {
      int i = graph.from()[e];
      int j = graph.to()[e];
      pair[e] = i < j ? next++ : number[j * n + i];
      number[i * n + j] = pair[e];
    }
    return pair;
  }

  private static boolean forward(NeighbourGraph graph, int edge) {
    return graph.from()[edge] < graph.to()[edge];
  }

  private static Matrix differences(Matrix nodes, NeighbourGraph graph) {
    int width = nodes.columns;
    Matrix d = new Matrix(graph.edges() / 2, width);
    int row = 0;
    for (int e = 0; e < graph.edges(); e++) {
      if (forward(graph, e)) {
        Matrix.addScaled(d.values, row * width, nodes.values, graph.from()[e] * width, width, 1);
        Matrix.addScaled(d.values, row * width, nodes.values, graph.to()[e] * width, width, -1);
        row++;
      }
    }
    return d;
  }

  private int sign(int e, int f) {
    return forward(sourceGraph, e) == forward(targetGraph, f) ? 1 : -1;
  }

  double[] values() {
    int columns = targetPair.length;
    double[] all = new double[sourcePair.length * columns];
    for (int e = 0; e < sourcePair.length; e++) {
      int row = sourcePair[e] * cosines.values.columns;
      for (int f = 0; f < columns; f++) {
        all[e * columns + f] = sign(e, f) * cosines.values.values[row + targetPair[f]];
      }
    }
    return all;
  }

  void backward(double[] gradient, Matrix sourceGradient, Matrix targetGradient) {
    Matrix weights = new Matrix(cosines.values.rows, cosines.values.columns);
    for (int e = 0; e < sourcePair.length; e++) {
      int row = sourcePair[e] * weights.columns;
      for (int f = 0; f < targetPair.length; f++) {
        weights.values[row + targetPair[f]] += sign(e, f) * gradient[e * targetPair.length + f];
      }
    }
    Matrix ds = new Matrix(weights.rows, sourceGradient.columns);
    Matrix dt = new Matrix(weights.columns, targetGradient.columns);
    cosines.backward(weights, ds, dt);
    spread(ds, sourceGraph, sourceGradient);
    spread(dt, targetGraph, targetGradient);
  }

  private static void spread(Matrix d, NeighbourGraph graph, Matrix nodes) {
    int width = nodes.columns;
    int row = 0;
    for (int e = 0; e < graph.edges(); e++) {
      if (forward(graph, e)) {
        Matrix.addScaled(nodes.values, graph.from()[e] * width, d.values, row * width, width, 1);
        Matrix.addScaled(nodes.values, graph.to()[e] * width, d.values, row * width, width, -1);
        row++;
      }
    }
  }
}
