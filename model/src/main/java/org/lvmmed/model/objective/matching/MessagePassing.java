package org.lvmmed.model.objective.matching;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Weights;

/**
 * g: two layers over a neighbour graph, shared by both views, from z to ẑ (METHOD, section 1). The
 * adjacency is a constant for the gradient. Its matrices are nodes of the network.
 */
final class MessagePassing {

  private static final int LAYERS = 2;

  private final MessagePassingKind kind;
  private final int width;
  private final int layers;

  /** Matrices of a layer: of the neighbours, and with graph convolutions of the node itself. */
  private final int perLayer;

  MessagePassing(MessagePassingKind kind, int width) {
    this.kind = kind;
    this.width = width;
    this.layers = kind == MessagePassingKind.NONE ? 0 : LAYERS;
    this.perLayer = kind == MessagePassingKind.GRAPH_CONV ? 2 : 1;
  }

  /** The matrices, width × width each. */
  List<NetworkNode> nodes() {
    List<NetworkNode> nodes = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      nodes.add(matrix(l, "neighbours"));
      if (perLayer == 2) {
        nodes.add(matrix(l, "self"));
      }
    }
    return nodes;
  }

  private NetworkNode matrix(int layer, String what) {
    String name = HeadGraph.PREFIX + "messages.%d.%s".formatted(layer, what);
    return new NetworkNode(name, List.of(), new Weights(width, width));
  }

  /**
   * @param weights the matrices, in the order of {@link #nodes}
   */
  Pass forward(Matrix z, NeighbourGraph graph, List<Matrix> weights) {
    return new Pass(z, graph.normalisedAdjacency(), weights);
  }

  /** One application, kept for its gradient. */
  final class Pass {

    private final Matrix adjacency;
    private final List<Matrix> weights;
    private final List<Matrix> inputs = new ArrayList<>();
    private final Matrix zHat;

    private Pass(Matrix z, Matrix adjacency, List<Matrix> weights) {
      this.adjacency = adjacency;
      this.weights = weights;
      Matrix h = z;
      for (int l = 0; l < layers; l++) {
        inputs.add(l == 0 ? h : h.rectified());
        h = layer(l, inputs.get(l));
      }
      zHat = kind == MessagePassingKind.RESIDUAL ? h.add(z) : h;
    }

    private Matrix layer(int l, Matrix h) {
      Matrix out = adjacency.times(h.times(weights.get(l * perLayer)));
      return perLayer == 1 ? out : out.add(h.times(weights.get(l * perLayer + 1)));
    }

    Matrix zHat() {
      return zHat;
    }

    /**
     * @param gradients of the matrices, added to
     * @return the gradient with respect to z
     */
    Matrix backward(Matrix dzHat, List<Matrix> gradients) {
      Matrix d = dzHat;
      for (int l = layers - 1; l >= 0; l--) {
        d = layerBackward(l, d, gradients);
        d = l == 0 ? d : d.whereActive(inputs.get(l));
      }
      return kind == MessagePassingKind.RESIDUAL ? d.add(dzHat) : d;
    }

    /** Â is symmetric, so its transpose is itself. */
    private Matrix layerBackward(int l, Matrix d, List<Matrix> gradients) {
      Matrix spread = adjacency.times(d);
      int at = l * perLayer;
      gradients.get(at).add(inputs.get(l).transposedTimes(spread));
      Matrix dh = spread.timesTransposed(weights.get(at));
      if (perLayer == 2) {
        gradients.get(at + 1).add(inputs.get(l).transposedTimes(d));
        dh.add(d.timesTransposed(weights.get(at + 1)));
      }
      return dh;
    }
  }
}
