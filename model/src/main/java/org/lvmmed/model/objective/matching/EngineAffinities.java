package org.lvmmed.model.objective.matching;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.network.GraphAffinities;
import org.lvmmed.model.network.GraphAffinities.Graph;
import org.lvmmed.model.network.GraphAffinities.Shares;
import org.lvmmed.model.objective.embedding.Widening;

/**
 * The affinities by the engine that computed the feature maps, for all graphs together, in single
 * precision; only c_v, c_e and what comes back for them travel between it and the host.
 */
final class EngineAffinities implements Affinities {

  private final Shares shares;
  private final GraphAffinities engine;
  private final float[] places;

  /**
   * @param places of all positions of all maps: images × P × 2
   * @param positions P
   */
  EngineAffinities(
      AffinitySettings settings, GraphAffinities engine, float[] places, int positions) {
    this.shares = new Shares(settings.alpha(), settings.kept(positions));
    this.engine = engine;
    this.places = places;
  }

  @Override
  public Pass forward(List<GraphViews> graphs) {
    List<UndirectedEdges> edges = graphs.stream().map(UndirectedEdges::new).toList();
    List<Graph> given = new ArrayList<>();
    for (int g = 0; g < graphs.size(); g++) {
      given.add(graph(graphs.get(g), edges.get(g)));
    }
    return new EnginePass(graphs, edges, engine.forward(given, places, shares));
  }

  private static Graph graph(GraphViews graph, UndirectedEdges edges) {
    return new Graph(
        graph.sourceImages(),
        graph.targetImages(),
        Widening.floats(graph.source()),
        Widening.floats(graph.target()),
        edges.sourceEnds(),
        edges.targetEnds());
  }

  private record EnginePass(
      List<GraphViews> graphs, List<UndirectedEdges> edges, GraphAffinities.Pass pass)
      implements Pass {

    @Override
    public double[] vertex(int graph) {
      return Widening.doubles(pass.vertex(graph));
    }

    @Override
    public double[] edge(int graph) {
      return edges.get(graph).directed(Widening.doubles(pass.edge(graph)));
    }

    @Override
    public List<NodeGradients> backward(List<AffinityWeights> weights) {
      List<float[]> vertex = new ArrayList<>();
      List<float[]> edge = new ArrayList<>();
      for (int g = 0; g < weights.size(); g++) {
        vertex.add(Widening.floats(weights.get(g).vertex()));
        edge.add(Widening.floats(edges.get(g).undirected(weights.get(g).edge())));
      }
      List<NodeGradients> all = new ArrayList<>();
      List<GraphAffinities.NodeGradients> given = pass.backward(vertex, edge);
      for (int g = 0; g < given.size(); g++) {
        int nodes = graphs.get(g).nodes();
        all.add(
            new NodeGradients(
                Widening.matrix(given.get(g).source(), nodes),
                Widening.matrix(given.get(g).target(), nodes)));
      }
      return all;
    }
  }
}
