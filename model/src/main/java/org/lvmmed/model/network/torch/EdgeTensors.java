package org.lvmmed.model.network.torch;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** cos(ẑ_i − ẑ_j, ẑ_a − ẑ_b) of the undirected edges of all graphs, with gradient. */
final class EdgeTensors {

  private final GraphTensors graphs;
  private final Ends source;
  private final Ends target;
  private final PairCosines cosines;

  /** Rows of the embeddings where edges begin and end: G·E each. */
  private record Ends(Tensor from, Tensor to) {

    static Ends of(GraphTensors graphs, boolean target) {
      return new Ends(graphs.ends(target, 0), graphs.ends(target, 1));
    }

    Tensor differences(Tensor embeddings, long graphs) {
      Tensor rows = embeddings.index_select(0, from).sub_(embeddings.index_select(0, to));
      return rows.view(graphs, -1, embeddings.size(1));
    }

    void spread(Tensor differences, Tensor embeddings) {
      Tensor rows = differences.reshape(-1, embeddings.size(1));
      embeddings.index_add_(0, from, rows);
      embeddings.index_add_(0, to, rows, new Scalar(-1.0));
    }
  }

  private EdgeTensors(GraphTensors graphs, Tensor sourceNodes, Tensor targetNodes) {
    this.graphs = graphs;
    source = Ends.of(graphs, false);
    target = Ends.of(graphs, true);
    cosines =
        new PairCosines(
            source.differences(sourceNodes, graphs.count()),
            target.differences(targetNodes, graphs.count()));
  }

  /** None where no graph has edges on both sides. */
  static @Nullable EdgeTensors of(GraphTensors graphs, Tensor source, Tensor target) {
    boolean some = graphs.edges(false) > 0 && graphs.edges(true) > 0;
    return some ? new EdgeTensors(graphs, source, target) : null;
  }

  /** G × E^s × E^t. */
  Tensor values() {
    return cosines.values();
  }

  /** Adds the gradients of Σ weights ∘ cosines to those of the embeddings. */
  void backward(List<float[]> weights, Tensor sourceGradient, Tensor targetGradient) {
    Tensor padded = graphs.padded(weights, graphs.edges(false), graphs.edges(true), true);
    source.spread(cosines.leftGradient(padded), sourceGradient);
    target.spread(cosines.rightGradient(padded), targetGradient);
  }
}
