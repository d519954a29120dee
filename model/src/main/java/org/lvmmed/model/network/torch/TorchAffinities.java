package org.lvmmed.model.network.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.network.GraphAffinities;

/**
 * Affinities as batched tensor operations over all graphs of a batch. Everything is float32. What
 * is kept between the passes belongs to the scope of the step.
 */
final class TorchAffinities implements GraphAffinities {

  private final HostCopies host;
  private final Tensor maps;
  private final Consumer<Tensor> gradient;

  /**
   * @param maps images × D × R × S
   * @param gradient gets the gradient with respect to the maps, of their shape
   */
  TorchAffinities(HostCopies host, Tensor maps, Consumer<Tensor> gradient) {
    this.host = host;
    this.maps = maps;
    this.gradient = gradient;
  }

  @Override
  public Pass forward(List<Graph> graphs, float[] places, Shares shares) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return new TorchPass(new GraphTensors(host, graphs), places, shares);
    }
  }

  /** images × P × D, a copy: what is contiguous already, as maps of one position, as well. */
  private Tensor positions() {
    return maps.to(ScalarType.Float)
        .flatten(2, -1)
        .transpose(1, 2)
        .clone(new MemoryFormatOptional(MemoryFormat.Contiguous));
  }

  private Tensor asMaps(Tensor positions) {
    return positions
        .transpose(1, 2)
        .reshape(maps.size(0), maps.size(1), maps.size(2), maps.size(3));
  }

  private final class TorchPass implements Pass {

    private final GraphTensors graphs;
    private final double alpha;
    private final Tensor source;
    private final Tensor target;
    private final PairCosines nodes;
    private final @Nullable LocalAffinities local;
    private final @Nullable EdgeTensors edges;
    private final float[] vertex;
    private final float[] edge;

    TorchPass(GraphTensors graphs, float[] places, Shares shares) {
      this.graphs = graphs;
      this.alpha = shares.alpha();
      this.source = graphs.embeddings(false);
      this.target = graphs.embeddings(true);
      this.nodes = new PairCosines(ofGraphs(source), ofGraphs(target));
      this.local = alpha < 1 ? local(places, shares.kept()) : null;
      this.edges = EdgeTensors.of(graphs, source, target);
      this.vertex = host.read(vertexValues());
      this.edge = edges == null ? new float[0] : host.read(edges.values());
    }

    private LocalAffinities local(float[] places, int kept) {
      Tensor positions = positions();
      long[] shape = {positions.size(0), positions.size(1), 2};
      return new LocalAffinities(host, graphs, positions, host.tensor(places, shape), kept);
    }

    private Tensor ofGraphs(Tensor rows) {
      return rows.view(graphs.count(), graphs.nodes, rows.size(1));
    }

    private Tensor vertexValues() {
      Tensor global = nodes.values().mul_(new Scalar(alpha));
      return local == null ? global : global.add_(local.values().mul(new Scalar(1 - alpha)));
    }

    @Override
    public float[] vertex(int graph) {
      int n = graphs.graph(graph).nodes();
      return GraphTensors.corner(vertex, graph, graphs.nodes, graphs.nodes, n, n);
    }

    @Override
    public float[] edge(int graph) {
      Graph own = graphs.graph(graph);
      int rows = own.sourceEdges().length / 2;
      int columns = own.targetEdges().length / 2;
      return rows == 0 || columns == 0
          ? new float[0]
          : GraphTensors.corner(
              edge, graph, graphs.edges(false), graphs.edges(true), rows, columns);
    }

    @Override
    public List<NodeGradients> backward(List<float[]> vertexWeights, List<float[]> edgeWeights) {
      try (NoGradGuard guard = new NoGradGuard()) {
        if (local != null) {
          List<float[]> weights = vertexWeights.stream().map(w -> scaled(w, 1 - alpha)).toList();
          gradient.accept(asMaps(local.backward(weights)));
        }
        Tensor weights =
            graphs.padded(vertexWeights, graphs.nodes, graphs.nodes, false).mul_(new Scalar(alpha));
        Tensor ds = nodes.leftGradient(weights).reshape(source.size(0), source.size(1));
        Tensor dt = nodes.rightGradient(weights).reshape(target.size(0), target.size(1));
        if (edges != null) {
          edges.backward(edgeWeights, ds, dt);
        }
        return ofEach(host.read(ds), host.read(dt));
      }
    }

    private static float[] scaled(float[] values, double factor) {
      float[] out = new float[values.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) (values[i] * factor);
      }
      return out;
    }

    private List<NodeGradients> ofEach(float[] ds, float[] dt) {
      int width = Math.toIntExact(source.size(1));
      List<NodeGradients> all = new ArrayList<>();
      for (int g = 0; g < graphs.count(); g++) {
        int n = graphs.graph(g).nodes();
        all.add(
            new NodeGradients(
                GraphTensors.corner(ds, g, graphs.nodes, width, n, width),
                GraphTensors.corner(dt, g, graphs.nodes, width, n, width)));
      }
      return all;
    }
  }
}
