package org.lvmmed.model.objective;

import java.util.ArrayList;
import java.util.List;

/**
 * g: two layers over a neighbour graph, shared by both views, from z to ẑ (METHOD, section 1). The
 * adjacency is a constant for the gradient.
 */
final class MessagePassing {

  private static final int LAYERS = 2;

  private final MessagePassingKind kind;
  private final List<HeadLayout.Block> neighbours = new ArrayList<>();
  private final List<HeadLayout.Block> self = new ArrayList<>();

  MessagePassing(MessagePassingKind kind, int width, HeadLayout layout) {
    this.kind = kind;
    for (int l = 0; l < LAYERS && kind != MessagePassingKind.NONE; l++) {
      neighbours.add(layout.reserve(width, width, width));
      if (kind == MessagePassingKind.GRAPH_CONV) {
        self.add(layout.reserve(width, width, width));
      }
    }
  }

  Pass forward(Matrix z, NeighbourGraph graph, double[] parameters) {
    return new Pass(z, graph.normalisedAdjacency(), parameters);
  }

  /** One application, kept for its gradient. */
  final class Pass {

    private final Matrix adjacency;
    private final double[] parameters;
    private final List<Matrix> inputs = new ArrayList<>();
    private final Matrix zHat;

    private Pass(Matrix z, Matrix adjacency, double[] parameters) {
      this.adjacency = adjacency;
      this.parameters = parameters;
      Matrix h = z;
      for (int l = 0; l < neighbours.size(); l++) {
        inputs.add(l == 0 ? h : h.rectified());
        h = layer(l, inputs.get(l));
      }
      zHat = kind == MessagePassingKind.RESIDUAL ? h.add(z) : h;
    }

    private Matrix layer(int l, Matrix h) {
      Matrix out = adjacency.times(h.times(neighbours.get(l).in(parameters)));
      return self.isEmpty() ? out : out.add(h.times(self.get(l).in(parameters)));
    }

    Matrix zHat() {
      return zHat;
    }

    /**
     * @return the gradient with respect to z; that of the parameters is added to {@code
     *     headGradient}
     */
    Matrix backward(Matrix dzHat, double[] headGradient) {
      Matrix d = dzHat;
      for (int l = neighbours.size() - 1; l >= 0; l--) {
        d = layerBackward(l, d, headGradient);
        d = l == 0 ? d : d.whereActive(inputs.get(l));
      }
      return kind == MessagePassingKind.RESIDUAL ? d.add(dzHat) : d;
    }

    /** Â is symmetric, so its transpose is itself. */
    private Matrix layerBackward(int l, Matrix d, double[] headGradient) {
      Matrix spread = adjacency.times(d);
      neighbours.get(l).add(headGradient, inputs.get(l).transposedTimes(spread));
      Matrix dh = spread.timesTransposed(neighbours.get(l).in(parameters));
      if (!self.isEmpty()) {
        self.get(l).add(headGradient, inputs.get(l).transposedTimes(d));
        dh.add(d.timesTransposed(self.get(l).in(parameters)));
      }
      return dh;
    }
  }
}
