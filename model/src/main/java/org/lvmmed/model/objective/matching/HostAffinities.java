package org.lvmmed.model.objective.matching;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.linalg.Matrix;

/**
 * The affinities by matrix products on the host: position cosines in single precision through a
 * BLAS, all else in double; gradients visit only what a matching touches.
 */
final class HostAffinities implements Affinities {

  private final AffinitySettings settings;
  private final PlacedMaps maps;

  HostAffinities(AffinitySettings settings, PlacedMaps maps) {
    this.settings = settings;
    this.maps = maps;
  }

  @Override
  public Pass forward(List<GraphViews> graphs) {
    return new HostPass(graphs.stream().map(GraphPass::new).toList());
  }

  private record HostPass(List<GraphPass> graphs) implements Pass {

    @Override
    public double[] vertex(int graph) {
      return graphs.get(graph).vertex();
    }

    @Override
    public double[] edge(int graph) {
      return graphs.get(graph).edges.values();
    }

    @Override
    public List<NodeGradients> backward(List<AffinityWeights> weights) {
      List<NodeGradients> all = new ArrayList<>();
      for (int g = 0; g < graphs.size(); g++) {
        all.add(graphs.get(g).backward(weights.get(g)));
      }
      return all;
    }
  }

  /** One graph's affinities. */
  private final class GraphPass {

    private final GraphViews graph;
    private final CosineMatrix global;
    private final EdgeCosines edges;
    private final @Nullable LocalSimilarity local;

    GraphPass(GraphViews graph) {
      this.graph = graph;
      global = new CosineMatrix(graph.source(), graph.target());
      edges = new EdgeCosines(graph);
      local = settings.local() ? new LocalSimilarity(graph, maps, settings) : null;
    }

    double[] vertex() {
      double[] vertex = local == null ? new double[global.values.values.length] : local.values();
      for (int k = 0; k < vertex.length; k++) {
        vertex[k] = settings.alpha() * global.values.values[k] + (1 - settings.alpha()) * vertex[k];
      }
      return vertex;
    }

    NodeGradients backward(AffinityWeights weights) {
      NodeGradients gradients = graph.zeroGradients();
      Matrix globalWeights = scaled(weights.vertex(), settings.alpha());
      global.backward(globalWeights, gradients.source(), gradients.target());
      edges.backward(weights.edge(), gradients);
      if (local != null) {
        local.backward(scaled(weights.vertex(), 1 - settings.alpha()).values);
      }
      return gradients;
    }

    private Matrix scaled(double[] gradient, double factor) {
      Matrix out = new Matrix(global.values.rows, global.values.columns);
      Matrix.addScaled(out.values, 0, gradient, 0, gradient.length, factor);
      return out;
    }
  }
}
